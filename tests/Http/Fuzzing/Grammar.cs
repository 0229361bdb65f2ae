using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Members.Tests.Http.Fuzzing;

/// <summary>
/// JSON texts that follow a schema of the description, but for a member left out, added or of another type here and there.
/// </summary>
/// <param name="document">The description.</param>
/// <param name="sound">Whether nothing is wrong on purpose: members are left out only.</param>
internal sealed class Grammar(JsonElement document, bool sound = false)
{
    private const int DeepestReference = 6;

    private static readonly Gen<string> WrongType = Gen.OneOf(
        Draw.Of(
            "null", "true", "false", "0", "-1", "1e400", "1.5", "[]", "{}", "[[[[]]]]", "{\"a\":{\"a\":1}}", "\"\"", "[null]",
            "99999999999999999999999999"),
        Values.Json(Values.Any));

    private int WeightOfWrong => sound ? 0 : 1;

    /// <summary>A text for a body of this schema.</summary>
    public Gen<string> Body(JsonElement schema) => Gen.Frequency((19, Json(schema, "", 0)), (WeightOfWrong, WrongType));

    /// <summary>The named fields of a body that is a form.</summary>
    public Gen<string> Form(JsonElement schema)
    {
        var fields = Resolved(schema).GetProperty("properties").EnumerateObject().Select(
            p => Value(p.Name).Select(v => $"{p.Name}={Uri.EscapeDataString(v)}"));
        return Gen.Select(Together(fields), Draw.Of("", "", "", "&", "&&=&", "&token_type_hint=access_token", "&a=%zz", "&token=x"))
            .Select((f, end) => string.Join('&', f) + end);
    }

    /// <summary>Follows a reference.</summary>
    public JsonElement Resolved(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(
                reference.GetString()!["#/components/schemas/".Length..]);
        }

        return schema;
    }

    private Gen<string> Json(JsonElement schema, string name, int depth)
    {
        schema = Resolved(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return depth > DeepestReference ? Gen.Const("null") : Gen.OneOf(
                [.. choices.EnumerateArray().Select(c => Json(c, name, depth + 1))]);
        }

        var types = Types(schema);
        return types.Contains("object") ? Object(schema, depth)
            : types.Contains("array") ? Json(
                schema.GetProperty("items"), name, depth + 1).Array[0, 3].Select(items => $"[{string.Join(',', items)}]")
            : types.Contains("boolean") ? Draw.Of("true", "false")
            : sound && types.Contains("integer") ? Values.Number(name).Select(i => $"{i}")
            : types.Contains("integer") || types.Contains("number") ? Gen.OneOf(
                Values.Number(name).Select(i => $"{i}"), Gen.Double[-1e9, 1e9].Select(d => d.ToString("R", CultureInfo.InvariantCulture)))
            : schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" ? Draw.Of(
                "\"2030-01-01T00:00:00Z\"", "\"2020-02-29T23:00:00-02:00\"", "null")
            : types.SequenceEqual(["null"]) ? Gen.Const("null")
            : Values.Json(Value(name));
    }

    private Gen<string> Object(JsonElement schema, int depth)
    {
        var members = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(p => Gen.Frequency(
                (12, Json(p.Value, p.Name, depth + 1).Select(v => $"\"{p.Name}\":{v}")),
                (7, Gen.Const("")),
                (WeightOfWrong, WrongType.Select(v => $"\"{p.Name}\":{v}"))))
            : [];
        return Gen.Select(
            Together(members),
            Gen.Frequency((15, Gen.Const("")), (WeightOfWrong, WrongType.Select(v => $"\"unknown\":{v}")))).Select((known, more) =>
            $"{{{string.Join(',', known.Append(more).Where(m => m.Length > 0))}}}");
    }

    private Gen<string> Value(string name) => sound ? Values.Likely(name) : Values.For(name);

    private static Gen<string[]> Together(IEnumerable<Gen<string>> gens) =>
        gens.Aggregate(Gen.Const(Array.Empty<string>()), (all, next) => Gen.Select(all, next).Select((a, n) => (string[])[.. a, n]));

    private static string[] Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)]
        : [type.GetString()!];
}
