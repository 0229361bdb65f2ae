using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Members.Tests.Unit.Accounts;

/// <summary>Stands for every other grain.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
internal class GrainStub : DispatchProxy
{
    private Dictionary<string, Func<object>> _answers = [];

    /// <summary>A factory of such grains.</summary>
    public static IGrainFactory Factory(Dictionary<string, Func<object>> answers) => (IGrainFactory)Of(typeof(IGrainFactory), answers);

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IGrainFactory.GetGrain) ? Of(targetMethod.ReturnType, _answers)
        : _answers.TryGetValue(targetMethod.Name, out var answer) ? answer()
        : throw new NotSupportedException(targetMethod.Name);

    private static object Of(Type type, Dictionary<string, Func<object>> answers)
    {
        var stub = Create(type, typeof(GrainStub));
        ((GrainStub)stub)._answers = answers;
        return stub;
    }
}
