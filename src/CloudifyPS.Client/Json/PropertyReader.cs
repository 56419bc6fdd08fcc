using System.Collections;
using System.Globalization;
using System.Reflection;

namespace CloudifyPS.Client.Json;

/// <summary>Reads one attribute into one property.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal abstract class PropertyReader<T>
    where T : class
{
    /// <summary>
    /// Reads the current value into the property. Returns null, or the value itself when its type
    /// does not match the property, so that the caller can keep it.
    /// </summary>
    public abstract object? Read(T target, ref JsonTokens tokens);

    /// <summary>Creates the reader for a property of a resource.</summary>
    public static PropertyReader<T> For(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string))
        {
            return new Scalar<string?>(property, AsString);
        }

        if (type == typeof(bool))
        {
            return new Scalar<bool?>(property, AsBoolean);
        }

        if (type == typeof(int))
        {
            return new Scalar<int?>(property, AsInt32);
        }

        if (type == typeof(long))
        {
            return new Scalar<long?>(property, AsInt64);
        }

        if (type == typeof(DateTimeOffset))
        {
            return new Time(property);
        }

        if (type == typeof(IDictionary))
        {
            return new Free<IDictionary>(property);
        }

        if (type == typeof(IDictionary[]))
        {
            return new FreeArray<IDictionary>(property);
        }

        if (type == typeof(string[]))
        {
            return new FreeArray<string>(property);
        }

        if (type == typeof(object))
        {
            return new Free<object>(property);
        }

        var open = type.IsArray ? typeof(NestedArray<>) : typeof(Nested<>);
        return (PropertyReader<T>)Activator.CreateInstance(
            open.MakeGenericType(typeof(T), type.IsArray ? type.GetElementType()! : type), property)!;
    }

    /// <summary>Creates the reader for an attribute whose type depends on the manager.</summary>
    public static PropertyReader<T> For(Action<T, object?> take) => new Shaped(take);

    private static Action<T, TValue> Setter<TValue>(PropertyInfo property) =>
        (Action<T, TValue>)property.SetMethod!.CreateDelegate(typeof(Action<T, TValue>));

    private static (bool Taken, string? Value) AsString(object value) => value switch
    {
        string text => (true, text),
        IConvertible number => (true, number.ToString(CultureInfo.InvariantCulture)),
        _ => (false, null),
    };

    private static (bool Taken, bool? Value) AsBoolean(object value) => value switch
    {
        bool flag => (true, flag),
        long number and (0 or 1) => (true, number == 1),
        string text when bool.TryParse(text, out var flag) => (true, flag),
        _ => (false, null),
    };

    private static (bool Taken, int? Value) AsInt32(object value) =>
        AsInt64(value) is (true, >= int.MinValue and <= int.MaxValue and var number)
            ? (true, (int)number)
            : (false, null);

    private static (bool Taken, long? Value) AsInt64(object value) => value switch
    {
        long integer => (true, integer),
        double real when real == Math.Floor(real) && Math.Abs(real) < long.MaxValue => (true, (long)real),
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
            => (true, n),
        _ => (false, null),
    };

    private sealed class Scalar<TValue>(PropertyInfo property, Func<object, (bool Taken, TValue Value)> convert)
        : PropertyReader<T>
    {
        private readonly Action<T, TValue> _set = Setter<TValue>(property);

        public override object? Read(T target, ref JsonTokens tokens)
        {
            var value = JsonValue.Read(ref tokens);
            if (value is null)
            {
                return null;
            }

            (var taken, var converted) = convert(value);
            if (!taken)
            {
                return value;
            }

            _set(target, converted);
            return null;
        }
    }

    private sealed class Time(PropertyInfo property) : PropertyReader<T>
    {
        private readonly Action<T, DateTimeOffset?> _set = Setter<DateTimeOffset?>(property);

        public override object? Read(T target, ref JsonTokens tokens)
        {
            if (tokens.TryGetUtcTime(out var utc))
            {
                _set(target, utc);
                return null;
            }

            var value = JsonValue.Read(ref tokens);
            if (value is string text && Iso8601.TryParse(text, out var time))
            {
                _set(target, time);
                return null;
            }

            return value is "" ? null : value;
        }
    }

    private sealed class Shaped(Action<T, object?> take) : PropertyReader<T>
    {
        public override object? Read(T target, ref JsonTokens tokens)
        {
            take(target, JsonValue.Read(ref tokens));
            return null;
        }
    }

    private sealed class Free<TValue>(PropertyInfo property) : PropertyReader<T>
        where TValue : class
    {
        private readonly Action<T, TValue> _set = Setter<TValue>(property);

        public override object? Read(T target, ref JsonTokens tokens)
        {
            var value = JsonValue.Read(ref tokens);
            if (value is not TValue typed)
            {
                return value;
            }

            _set(target, typed);
            return null;
        }
    }

    private sealed class FreeArray<TItem>(PropertyInfo property) : PropertyReader<T>
        where TItem : class
    {
        private readonly Action<T, TItem[]> _set = Setter<TItem[]>(property);

        public override object? Read(T target, ref JsonTokens tokens)
        {
            var value = JsonValue.Read(ref tokens);
            if (value is not object?[] array || !array.All(item => item is TItem))
            {
                return value;
            }

            _set(target, Array.ConvertAll(array, item => (TItem)item!));
            return null;
        }
    }

    private sealed class Nested<TNested>(PropertyInfo property) : PropertyReader<T>
        where TNested : class, new()
    {
        private readonly Action<T, TNested> _set = Setter<TNested>(property);

        public override object? Read(T target, ref JsonTokens tokens)
        {
            if (!tokens.StartsObject)
            {
                return JsonValue.Read(ref tokens);
            }

            _set(target, ResourceReader<TNested>.Read(ref tokens));
            return null;
        }
    }

    private sealed class NestedArray<TNested>(PropertyInfo property) : PropertyReader<T>
        where TNested : class, new()
    {
        private readonly Action<T, TNested[]> _set = Setter<TNested[]>(property);

        public override object? Read(T target, ref JsonTokens tokens)
        {
            if (!tokens.StartsArray)
            {
                return JsonValue.Read(ref tokens);
            }

            var items = new List<TNested>();
            List<object?>? others = null;
            for (tokens.ReadInside(); !tokens.IsEnd; tokens.ReadInside())
            {
                if (tokens.StartsObject)
                {
                    items.Add(ResourceReader<TNested>.Read(ref tokens));
                }
                else
                {
                    (others ??= []).Add(JsonValue.Read(ref tokens));
                }
            }

            _set(target, [.. items]);
            return others?.ToArray();
        }
    }
}
