using Members.Accounts;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;

namespace Members.Gateway.Admin.Importing;

/// <summary>
/// The files that somebody has chosen to import, in memory, until they are imported or an hour has passed. They hold addresses and
/// hashes: nothing of them is shown, written to a disk or logged (<see cref="SentUpload"/>).
/// </summary>
/// <param name="owner">Whose they are. Nobody else can go on with them.</param>
/// <param name="files">The file, and perhaps a second one.</param>
/// <param name="recognised">What the file may be an export of, the likeliest first.</param>
/// <param name="plan">What is to be done with it, to begin with.</param>
internal sealed class KeptUpload(
    Guid owner, IReadOnlyList<SourceFile> files, IReadOnlyList<RecognisedSource> recognised, UploadPlan plan)
    : IProgress<long>, IDisposable
{
    private readonly CancellationTokenSource _discarded = new();
    private UploadStage _stage = UploadStage.Chosen.Instance;
    private long _rows;

    public Guid Id { get; } = MemberId.New();

    public Guid Owner => owner;

    public IReadOnlyList<SourceFile> Files => files;

    public IReadOnlyList<RecognisedSource> Recognised => recognised;

    /// <summary>The bytes that it takes.</summary>
    public required long Size { get; init; }

    /// <summary>How the files are read.</summary>
    public UploadPlan Plan { get; private set; } = plan;

    /// <summary>What came of trying an address with its password; null before anybody has.</summary>
    public Trial? Trial { get; set; }

    /// <summary>How far it is.</summary>
    public UploadStage Stage => Volatile.Read(ref _stage);

    /// <summary>How many rows were looked at.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Whether it is discarded. What is done with it ends then.</summary>
    public bool IsDiscarded { get; private set; }

    /// <summary>The file with what is known about it.</summary>
    public ImportFile File => new(files, Plan.Source, Plan.Options);

    /// <summary>Goes from one stage to another, unless somebody else has gone on from it before.</summary>
    public bool Move(UploadStage from, UploadStage to) => ReferenceEquals(Interlocked.CompareExchange(ref _stage, to, from), from);

    /// <summary>
    /// Takes another plan, after which all rows have to be looked at again; not while they are looked at, and not once the import has
    /// begun.
    /// </summary>
    public bool Replan(UploadPlan next, UploadStage stage)
    {
        var now = Stage;
        if (now is UploadStage.Looking or UploadStage.Beginning or UploadStage.Begun || !Move(now, stage))
        {
            return false;
        }

        (Plan, Trial) = (next, null);
        Interlocked.Exchange(ref _rows, 0);
        return true;
    }

    /// <inheritdoc/>
    public void Report(long value) => Interlocked.Exchange(ref _rows, value);

    /// <summary>What ends when this process does, or when the upload is discarded.</summary>
    /// <param name="stopping">The end of the process.</param>
    public CancellationTokenSource Until(CancellationToken stopping)
    {
        lock (_discarded)
        {
            var discarded = IsDiscarded ? new CancellationToken(canceled: true) : _discarded.Token;
            return CancellationTokenSource.CreateLinkedTokenSource(stopping, discarded);
        }
    }

    /// <summary>Ends what is done with it.</summary>
    public void Dispose()
    {
        lock (_discarded)
        {
            if (!IsDiscarded)
            {
                IsDiscarded = true;
                _discarded.Cancel();
                _discarded.Dispose();
            }
        }
    }

    /// <summary>Personal data must not reach a log.</summary>
    public override string ToString() => $"upload {Id}";
}

/// <summary>What came of trying an address with its password.</summary>
internal enum Trial
{
    Matches,
    DoesNotMatch,
    NoRow,
    NoPassword,
    UnknownHash,
    Busy,
}

/// <summary>How far an upload is.</summary>
internal abstract record UploadStage
{
    private UploadStage()
    {
    }

    /// <summary>The file is there.</summary>
    public sealed record Chosen : UploadStage
    {
        public static readonly Chosen Instance = new();
    }

    /// <summary>Its rows are being looked at.</summary>
    public sealed record Looking : UploadStage;

    /// <summary>What would become of its rows.</summary>
    /// <param name="Key">By which a form says which result somebody has seen.</param>
    /// <param name="Tally">The result.</param>
    /// <param name="Steps">By which the file that was looked at is imported.</param>
    /// <param name="Interrupted">The import of the same file that was interrupted and would go on; null for none.</param>
    public sealed record Looked(Guid Key, RowTally Tally, Upload Steps, UploadRun? Interrupted) : UploadStage;

    /// <summary>The file cannot be read to its end.</summary>
    /// <param name="Sentence">Why.</param>
    public sealed record Unreadable(string Sentence) : UploadStage;

    /// <summary>The service could not be asked.</summary>
    public sealed record Failed : UploadStage;

    /// <summary>Its import is about to begin.</summary>
    public sealed record Beginning : UploadStage;

    /// <summary>Its import has begun.</summary>
    /// <param name="Run">The import.</param>
    public sealed record Begun(Guid Run) : UploadStage;
}
