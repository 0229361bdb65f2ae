namespace Members.Tests.Cluster.Load;

/// <summary>A form with one question, which nobody must answer, and a rule that makes those wait whose answer says so.</summary>
internal static class SignUpForm
{
    /// <summary>The key of the question.</summary>
    public const string Key = "wish";

    private const string Waits = "I can wait";
    private static readonly object[] Fields = [new { key = Key, kind = "text", label = new { en = "What do you wish?" } }];
    private static readonly object[] Rules =
        [new { name = "who can wait", when = new { answer = new { key = Key, contains = Waits } }, then = "queue" }];

    /// <summary>Asks the question from now on.</summary>
    public static async Task Ask(LoadContext context)
    {
        await Put(context, "signup-form/definition", new { fields = Fields });
        await Put(context, "admission-rules", new { rules = Rules });
    }

    /// <summary>Leaves the site as it was. In this order: a field that a rule reads cannot go.</summary>
    public static async Task Remove(LoadContext context)
    {
        await Put(context, "admission-rules", new { rules = Array.Empty<object>() });
        await Put(context, "signup-form/definition", new { fields = Array.Empty<object>() });
    }

    /// <summary>An answer, different each time.</summary>
    public static string Answer(bool waits, Random random) => $"{(waits ? Waits : "I am in a hurry")} {random.Next()}";

    private static async Task Put(LoadContext context, string path, object body)
    {
        var outcome = await context.Client.SendUntilAnswered(new Call(HttpMethod.Put, $"../{path}", body), context.Random);
        Assert.True(outcome.IsOk, $"{path} was answered with {outcome.Answer}");
    }
}
