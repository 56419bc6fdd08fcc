namespace CloudifyPS.Dsl.Functions;

/// <summary>The kind of place that a function is in. It decides what SELF, SOURCE and TARGET mean.</summary>
internal enum FunctionScope
{
    /// <summary>A node. SELF is the node.</summary>
    Node,

    /// <summary>A relationship. SOURCE and TARGET are its ends.</summary>
    Relationship,

    Outputs,

    Other,
}
