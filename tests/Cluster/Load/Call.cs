namespace Members.Tests.Cluster.Load;

/// <summary>What a request may be answered that arrives more than once.</summary>
internal enum Repetition
{
    /// <summary>The same each time.</summary>
    Same,

    /// <summary>Success once, then a refusal (contract I5).</summary>
    Once,

    /// <summary>Anything: the first may take away what the others need.</summary>
    Any,
}

/// <summary>A request to the API.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The part after <c>/v1/authentication/</c>.</param>
/// <param name="Body">The body.</param>
internal sealed record Call(HttpMethod Method, string Path, object? Body = null)
{
    /// <summary>The credential; the API key when absent.</summary>
    public string? Bearer { get; init; }

    public string? IdempotencyKey { get; init; }

    public Repetition Repetition { get; init; }

    public static Call Post(string path, object body) => new(HttpMethod.Post, path, body);

    public static Call Register(Person person) => Post("register", RegistrationOf(person)) with { IdempotencyKey = person.Name };

    public static Call Login(string email, string password) => Post("login", new { email, password });

    public static Call Apply(string ticket) => Post("apply-session-token", new { token = ticket }) with { Repetition = Repetition.Once };

    public static Call Me(string session) => new(HttpMethod.Get, "me") { Bearer = session };

    public static Call Block(Person person) => Post("block", new { id = person.Id });

    public static Call Unblock(Person person) => Post("approve", new { id = person.Id });

    public static Call Approve(string token) => Post("approve", new { token }) with { Repetition = Repetition.Once };

    public static Call Move(Person person, string email) =>
        new(HttpMethod.Patch, $"members/{person.Id}/change-login-email", new { newEmail = email });

    public static Call SendLink(string email) => Post("send-set-password-email", new { email });

    // With the same password a repetition is the same success; with another one the token is used (contract I12).
    public static Call SetPassword(string token, string password) => Post("set-password", new { token, newPassword = password });

    public static Call Withdraw(string token) =>
        Post("../applications/mine/withdraw", new { token }) with { Repetition = Repetition.Once };

    public static Call Logout(string session) => Post("logout", new { }) with { Bearer = session, Repetition = Repetition.Any };

    private static object RegistrationOf(Person person) => person.Application switch
    {
        { Invitation: { } invitation } => new { email = person.Email, password = person.Password, invitation = invitation.Code },
        { Answer: { } answer } => new
        {
            email = person.Email,
            password = person.Password,
            answers = new Dictionary<string, string> { [SignUpForm.Key] = answer },
        },
        _ => new { email = person.Email, password = person.Password },
    };
}
