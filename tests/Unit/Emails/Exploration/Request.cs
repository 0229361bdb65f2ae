using Members.Emails;
using Members.Secrets;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What a caller can ask for.</summary>
internal enum Command
{
    Register,
    Move,

    /// <summary>Moves with the code that was mailed to the new address, which reserves the old one.</summary>
    MoveVerified,

    /// <summary>Undoes the verified move away from the address.</summary>
    Undo,
    Delete,

    /// <summary>Logs in at the address with the member's password.</summary>
    Login,

    /// <summary>Blocks whoever logs in with the address.</summary>
    Block,
}

/// <summary>One request, made at one silo. A letter stands for a member, and for an address.</summary>
internal sealed record Request(Command Command, char Member, char Address = '-', int Silo = 0)
{
    private static readonly Dictionary<char, string> Keys = "xyz".ToDictionary(a => a, a => LoginKey.For(EmailOf(a)).Value);

    public Guid Id => IdOf(Member);

    public EmailAddress Email => EmailOf(Address);

    public PlainPassword Password => PasswordOf(Member);

    public static Guid IdOf(char member) => new(member, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);

    public static char LetterOf(Guid id) => (char)id.ToByteArray()[0];

    public static EmailAddress EmailOf(char address) => EmailAddress.Parse($"{address}@example.org");

    public static string KeyOf(char address) => Keys[address];

    public static PlainPassword PasswordOf(char member) =>
        PlainPassword.TryParse($"the password of {member}", out var password) ? password : throw new InvalidOperationException();

    public override string ToString() => $"{Member} {Command} {Address}";
}
