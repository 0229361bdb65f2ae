using System.Collections.Concurrent;
using Members.Accounts;
using Members.Calls;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;
using Members.Import;

namespace Members.Gateway.Admin.Importing;

/// <summary>
/// What takes longer than a request: looking at all rows, importing and undoing. When this process ends in between, what is recorded
/// stays, and the page of the import says how to go on.
/// </summary>
internal sealed partial class ImportWork(
    IGrainFactory grains, KeptUploads uploads, IHostApplicationLifetime host, TimeProvider clock, ILogger<ImportWork> log)
{
    private const int Attempts = 8;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // The imports that are being done or undone here, with the number of rows that they will have.
    private readonly ConcurrentDictionary<Guid, long> _runs = [];

    private readonly GrainImportCalls _calls = new(grains);

    /// <summary>Whether this process is at work on an import.</summary>
    /// <param name="run">The import.</param>
    /// <param name="rows">How many rows it will have; zero when that is not known.</param>
    public bool IsAtWork(Guid run, out long rows) => _runs.TryGetValue(run, out rows);

    /// <summary>Looks at all rows of an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="stage">The stage that it is in while its rows are looked at.</param>
    /// <param name="origin">Who asks for it.</param>
    public void Look(KeptUpload upload, UploadStage stage, CallOrigin origin) => Start(origin, async () =>
    {
        using var ends = upload.Until(host.ApplicationStopping);
        try
        {
            var file = upload.File;
            var steps = new Upload(_calls, file);
            var interrupted = await steps.FindInterrupted(ends.Token);
            var tally = await new DryRun(_calls, file).Run(interrupted?.Rows ?? 0, upload, ends.Token);
            upload.Move(stage, new UploadStage.Looked(MemberId.New(), tally, steps, interrupted));
        }
        catch (FileProblemException problem)
        {
            upload.Move(stage, new UploadStage.Unreadable(problem.Message));
        }
        catch (Exception fault)
        {
            upload.Move(stage, new UploadStage.Failed());
            if (!ends.IsCancellationRequested)
            {
                LogNotLooked(fault);
            }
        }
    });

    /// <summary>Begins the import of an upload, or goes on with the interrupted one.</summary>
    /// <returns>The import; null when the upload has gone on since.</returns>
    public async Task<Guid?> Import(KeptUpload upload, UploadStage.Looked looked, CallOrigin origin)
    {
        var beginning = new UploadStage.Beginning();
        if (!upload.Move(looked, beginning))
        {
            return null;
        }

        UploadRun run;
        try
        {
            run = looked.Interrupted ?? await looked.Steps.Begin(host.ApplicationStopping);
        }
        catch
        {
            upload.Move(beginning, looked);
            throw;
        }

        _runs[run.Id] = run.Rows + looked.Tally.Rows;
        upload.Move(beginning, new UploadStage.Begun(run.Id));
        Start(origin, async () =>
        {
            try
            {
                await Repeat(() => HandOver(looked.Steps, run.Id));
            }
            finally
            {
                uploads.Remove(upload);
                _runs.TryRemove(run.Id, out _);
            }
        });
        return run.Id;
    }

    /// <summary>Undoes an import, or goes on with that.</summary>
    public void Undo(Guid run, CallOrigin origin)
    {
        if (!_runs.TryAdd(run, 0))
        {
            return;
        }

        Start(origin, async () =>
        {
            try
            {
                await Repeat(async () =>
                {
                    while (await grains.GetGrain<IImportRunGrain>(run).Undo() is { Succeeded: true, Value.State: ImportState.Undoing })
                    {
                        host.ApplicationStopping.ThrowIfCancellationRequested();
                    }
                });
            }
            finally
            {
                _runs.TryRemove(run, out _);
            }
        });
    }

    // From what is recorded on, so that it can be repeated after a fault.
    private async Task HandOver(Upload steps, Guid run)
    {
        var import = grains.GetGrain<IImportRunGrain>(run);
        if (await import.Find() is { } recorded
            && await steps.Run(UploadRun.Of(recorded), new Progress<long>(), host.ApplicationStopping))
        {
            await import.Finish();
        }
    }

    private void Start(CallOrigin origin, Func<Task> work) => _ = Task.Run(async () =>
    {
        origin.Flow();
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            LogStopped(fault);
        }
    });

    // A silo that is restarted is waited for.
    private async Task Repeat(Func<Task> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception fault) when (attempt < Attempts && fault is not FileProblemException
                && !host.ApplicationStopping.IsCancellationRequested)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(1 << attempt, LongestPause.TotalSeconds));
                await Task.Delay(pause, clock, host.ApplicationStopping);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rows of a file could not be looked at.")]
    private partial void LogNotLooked(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An import, or undoing one, has stopped. What is recorded of it stays.")]
    private partial void LogStopped(Exception fault);
}
