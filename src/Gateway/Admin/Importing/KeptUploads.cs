namespace Members.Gateway.Admin.Importing;

/// <summary>
/// The files that are about to be imported. They are in the memory of this process, which bounds them in size, number and time.
/// </summary>
internal sealed class KeptUploads(TimeProvider clock)
{
    /// <summary>The most bytes of an upload.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>The most bytes of all of them.</summary>
    public const long MostBytesInAll = 3 * MostBytes;

    private static readonly TimeSpan Time = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (KeptUpload Upload, ITimer Timer)> _uploads = [];

    /// <summary>Keeps an upload, in place of the one that its owner had.</summary>
    /// <returns>Whether there is room for it.</returns>
    public bool TryAdd(KeptUpload upload)
    {
        lock (_lock)
        {
            foreach (var other in _uploads.Values.Select(u => u.Upload).Where(u => u.Owner == upload.Owner && !IsImporting(u)).ToList())
            {
                Remove(other);
            }

            if (_uploads.Values.Sum(u => u.Upload.Size) + upload.Size > MostBytesInAll)
            {
                return false;
            }

            _uploads[upload.Id] = (upload, clock.CreateTimer(_ => Expire(upload), null, Time, Time));
            return true;
        }
    }

    /// <summary>An upload of somebody; null when it is not there any more, or another's.</summary>
    public KeptUpload? Find(Guid id, Guid owner)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(id, out var kept) && kept.Upload.Owner == owner ? kept.Upload : null;
        }
    }

    /// <summary>Forgets an upload.</summary>
    public void Remove(KeptUpload upload)
    {
        lock (_lock)
        {
            if (_uploads.Remove(upload.Id, out var kept))
            {
                kept.Timer.Dispose();
                upload.Dispose();
            }
        }
    }

    private static bool IsImporting(KeptUpload upload) => upload.Stage is UploadStage.Beginning or UploadStage.Begun;

    // An import may take longer. It removes its upload itself.
    private void Expire(KeptUpload upload)
    {
        if (!IsImporting(upload))
        {
            Remove(upload);
        }
    }
}
