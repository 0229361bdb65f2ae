namespace Members.Tests.Cluster.Load;

/// <summary>Applicants try to get in: who waits or was rejected is refused, and hears why (contract I17).</summary>
internal static class Knocking
{
    public static async Task Play(LoadContext context)
    {
        var status = context.Random.Next(2) == 0 ? Status.Pending : Status.Rejected;
        if (context.Population.Take(status, context.Random, toChange: false) is { } person)
        {
            await Knock(context, person);
            context.Population.Return(person);
        }
    }

    /// <summary>Logs in, and opens a session if that succeeds.</summary>
    /// <returns>The applicant's token that a refusal carries; null also when it may be none of the newest three, which are good.</returns>
    public static async Task<string?> Knock(LoadContext context, Person person)
    {
        if (person.Status == Status.Active)
        {
            await LoggingIn.Enter(context, person);
            return null;
        }

        var login = await context.SendUntilAnswered(Call.Login(person.Email, person.Password));
        if (login.Answer is not { } answer)
        {
            return null;
        }

        Check(context.Journal, person, login);
        return login.WasCopied ? null : answer.Text("details", "applicationError", "data", "applicationToken");
    }

    /// <summary>Checks what a login with the right password was answered.</summary>
    public static void Check(Journal journal, Person person, Outcome login)
    {
        if (!login.Answer!.IsDefinite || login.Answer.Code != RefusalOf(person.Status))
        {
            var invariant = !login.IsOk ? "I2" : person.Status == Status.Blocked ? "I4" : "I17";
            journal.Violate(invariant, $"{person}, who is {person.Status}, logs in at {login.At} with {login.Answer}");
        }
    }

    /// <summary>What a login with the right password is answered; nothing for who gets in.</summary>
    public static string RefusalOf(Status status) => status switch
    {
        Status.Active => "",
        Status.Blocked => "MEMBER_BLOCKED",
        Status.Rejected => "APPLICATION_REJECTED",
        _ => "PENDING_APPROVAL",
    };
}
