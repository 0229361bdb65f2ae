namespace Members.Gateway.Import.Sources;

/// <summary>A kind of file that people bring their members in.</summary>
internal interface IImportSource
{
    /// <summary>What the command calls it, such as <c>auth0</c>.</summary>
    string Name { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>Why a file is likely of this kind; null when nothing says so.</summary>
    Recognition? Recognise(SourceSample sample);

    /// <summary>Reads the rows, one at a time and in bounded memory.</summary>
    /// <param name="files">The file, and for some sources a second one that belongs to it; in any order.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="FileProblemException">The file cannot be read, or not further.</exception>
    IAsyncEnumerable<SourceRow> ReadAsync(IReadOnlyList<SourceFile> files, SourceOptions options, CancellationToken cancellation = default);
}
