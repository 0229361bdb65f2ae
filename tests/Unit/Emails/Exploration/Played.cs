using System.Reflection;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>An interface of which only some methods are called.</summary>
public class Played : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _play = (_, _) => null;

    internal static T As<T>(Func<MethodInfo, object?[], object?> play)
        where T : class
    {
        var played = Create<T, Played>();
        ((Played)(object)played)._play = play;
        return played;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _play(targetMethod!, args!);
}
