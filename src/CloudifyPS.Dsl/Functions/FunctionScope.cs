namespace CloudifyPS.Dsl.Functions;

/// <summary>Where a function stands: that decides what SELF, SOURCE and TARGET mean.</summary>
internal enum FunctionScope
{
    /// <summary>In a node: SELF is the node.</summary>
    Node,

    /// <summary>In a relationship: SOURCE and TARGET are its ends.</summary>
    Relationship,

    Outputs,

    Other,
}
