using System.Reflection;

namespace Members.Tests.Unit.Storage;

/// <summary>A grain context that only knows its id and notes when it is told to deactivate.</summary>
public class FakeContext : DispatchProxy
{
    private GrainId _id;
    private Action _deactivate = () => { };

    public static IGrainContext Create(GrainId id, Action deactivate)
    {
        var context = Create<IGrainContext, FakeContext>();
        (((FakeContext)(object)context)._id, ((FakeContext)(object)context)._deactivate) = (id, deactivate);
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name == "get_" + nameof(IGrainContext.GrainId))
        {
            return _id;
        }

        if (targetMethod?.Name != nameof(IGrainContext.Deactivate))
        {
            throw new NotSupportedException(targetMethod?.Name);
        }

        _deactivate();
        return null;
    }
}
