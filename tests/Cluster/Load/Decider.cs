namespace Members.Tests.Cluster.Load;

/// <summary>Somebody who decides.</summary>
/// <param name="Name">Of their key.</param>
/// <param name="Id">Of their key. A decision shows it always, and the name as long as the key can be asked for it.</param>
/// <param name="Key">The key.</param>
internal sealed record Decider(string Name, string Id, string Key)
{
    /// <summary>The id of the operator's key, as decisions show it.</summary>
    public const string Operator = "6f706572-6174-6f72-206b-657900000001";

    private static readonly string[] Scopes = ["members.manage"];

    /// <summary>Makes a key for somebody.</summary>
    /// <returns>Null when the outcome is unknown; nobody has the key then.</returns>
    public static async Task<Decider?> Appoint(RetryingClient client, string name, Random random)
    {
        var call = Call.Post("../api-keys", new { name, scopes = Scopes }) with { Repetition = Repetition.Any };
        var made = await client.SendUntilAnswered(call, random);
        return made.IsOk ? new Decider(name, made.Answer!.Text("apiKey", "id")!, made.Answer.Text("secret")!) : null;
    }
}
