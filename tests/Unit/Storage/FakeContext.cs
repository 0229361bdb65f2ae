using System.Reflection;

namespace Members.Tests.Unit.Storage;

/// <summary>A grain context that only notes when it is told to deactivate.</summary>
public class FakeContext : DispatchProxy
{
    private Action _deactivate = () => { };

    public static IGrainContext Create(Action deactivate)
    {
        var context = Create<IGrainContext, FakeContext>();
        ((FakeContext)(object)context)._deactivate = deactivate;
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name == "get_" + nameof(IGrainContext.GrainId))
        {
            return GrainId.Create("fake", "one");
        }

        if (targetMethod?.Name != nameof(IGrainContext.Deactivate))
        {
            throw new NotSupportedException(targetMethod?.Name);
        }

        _deactivate();
        return null;
    }
}
