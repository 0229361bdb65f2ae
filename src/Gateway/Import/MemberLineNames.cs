using Members.Accounts;
using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.SignUp;
using Members.SignUp;

namespace Members.Gateway.Import;

/// <summary>The names of values in a line, which are those of the HTTP API.</summary>
internal static class MemberLineNames
{
    /// <summary>The name of a status.</summary>
    public static string Of(MemberStatus status) => MemberStatuses.Of(status).ApiName;

    /// <summary>The name of a kind of actor.</summary>
    public static string Of(ActorKind kind) => ActorBody.Of(new Actor(kind, null, "")).Type;

    /// <summary>The act with this name; null if there is none.</summary>
    public static ApplicationAct? Act(string? name) => Find<ApplicationAct>(name, ApplicationNames.Of);

    /// <summary>The kind of actor with this name; null if there is none.</summary>
    public static ActorKind? Actor(string? name) => Find<ActorKind>(name, Of);

    /// <summary>The kind of field with this name; null if there is none.</summary>
    public static FieldKind? Kind(string? name) => Find<FieldKind>(name, SignUpNames.Of);

    private static T? Find<T>(string? name, Func<T, string> nameOf)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => nameOf(value) == name).Cast<T?>().FirstOrDefault();
}
