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
    private long _reserved;

    /// <summary>Keeps room for an upload that is being sent. The one that its owner had is forgotten.</summary>
    /// <returns>The room, which is given back when it is disposed; null when there is none.</returns>
    public IDisposable? TryReserve(Guid owner, long bytes)
    {
        lock (_lock)
        {
            RemoveOf(owner);
            if (_uploads.Values.Sum(u => u.Upload.Size) + _reserved + bytes > MostBytesInAll)
            {
                return null;
            }

            _reserved += bytes;
            return new Room(this, bytes);
        }
    }

    /// <summary>Keeps an upload for which there is room, in place of one that its owner has sent at the same time.</summary>
    public void Add(KeptUpload upload)
    {
        lock (_lock)
        {
            RemoveOf(upload.Owner);
            _uploads[upload.Id] = (upload, clock.CreateTimer(_ => Expire(upload), null, Time, Time));
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

    private void RemoveOf(Guid owner)
    {
        foreach (var other in _uploads.Values.Select(u => u.Upload).Where(u => u.Owner == owner && !IsImporting(u)).ToList())
        {
            Remove(other);
        }
    }

    // An import may take longer. It removes its upload itself.
    private void Expire(KeptUpload upload)
    {
        if (!IsImporting(upload))
        {
            Remove(upload);
        }
    }

    private sealed class Room(KeptUploads uploads, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose()
        {
            lock (uploads._lock)
            {
                (uploads._reserved, _bytes) = (uploads._reserved - _bytes, 0);
            }
        }
    }
}
