namespace Members.Silo.Storage.Sqlite;

/// <summary>A write that waits for its turn.</summary>
/// <param name="write">Makes it; over when it returns.</param>
/// <param name="isGrouped">Whether it may be committed together with others.</param>
internal sealed class SqliteWrite(Func<Task> write, bool isGrouped)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    public bool IsGrouped => isGrouped;

    /// <summary>Whether it has failed.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>What its caller waits for.</summary>
    public Task Completion => _done.Task;

    /// <summary>Makes it. Its caller is not told yet.</summary>
    public void Run()
    {
        try
        {
            write().GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>Says that it has not happened. What it failed of first counts.</summary>
    public void Fail(Exception failure) => _failure ??= failure;

    /// <summary>Tells its caller.</summary>
    public void Complete()
    {
        if (_failure is { } failure)
        {
            _done.SetException(failure);
        }
        else
        {
            _done.SetResult();
        }
    }
}
