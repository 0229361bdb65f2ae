using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Sources.Reading;
using Members.Gateway.Pages;
using Members.Import;

namespace Members.Gateway.Admin.Importing;

/// <summary>Choosing a file to import, and the imports that there were.</summary>
/// <param name="Runs">The newest imports.</param>
internal sealed record ImportPage(IReadOnlyList<ImportRun> Runs)
{
    /// <summary>The encodings to choose of, beside UTF-8.</summary>
    public static IReadOnlyList<string> Encodings { get; } = ["windows-1252", "utf-16"];

    /// <summary>The source that was chosen; empty to find it out.</summary>
    public string Source { get; init; } = "";

    /// <summary>The encoding that was chosen; empty for UTF-8.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>What is wrong with the file: a key of the texts, or a sentence.</summary>
    public string? FileFault { get; init; }

    /// <summary>Whether it cannot be told what the file is.</summary>
    public bool IsUnknown { get; init; }

    public static async Task<IResult> Show(IGrainFactory grains) => (await Read(grains)).Shown();

    /// <summary>Takes a file, and finds out what it is.</summary>
    public static async Task<IResult> Choose(HttpContext context, IGrainFactory grains, KeptUploads uploads, TimeProvider clock)
    {
        var form = context.Request.Form;
        var page = await Read(grains) with { Source = form.Line("source"), Encoding = form.Line("encoding") };
        var chosen = form.Files.Where(f => f.Name is "file" or "second" && f.FileName.Length > 0).OrderBy(f => f.Name).ToList();
        if (chosen is not [{ Name: "file" }, ..])
        {
            return (page with { FileFault = "NoFile" }).Shown();
        }

        var size = chosen.Sum(f => f.Length);
        if (size > KeptUploads.MostBytes)
        {
            return (page with { FileFault = "TooLarge" }).Shown(StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            var options = new SourceOptions { Clock = clock, Encoding = EncodingOf(page.Encoding) };
            var files = await InMemory(chosen, context.RequestAborted);
            var recognised = await SourceRecognition.OfAsync(files[0], options, context.RequestAborted);
            var likeliest = recognised is [var first, ..] ? first.Source : null;
            if ((ImportSources.Find(page.Source) ?? likeliest) is not { } source)
            {
                return (page with { IsUnknown = true }).Shown();
            }

            var plan = await UploadPlan.Of(source, files, options, context.RequestAborted);
            var upload = new KeptUpload(Caller.SessionOf(context).Member.Id, files, recognised, plan) { Size = size };
            if (uploads.TryAdd(upload))
            {
                return new SeeOther($"import/{upload.Id}");
            }

            upload.Dispose();
            return (page with { FileFault = "NoRoom" }).Shown(StatusCodes.Status503ServiceUnavailable);
        }
        catch (FileProblemException problem)
        {
            return (page with { FileFault = problem.Message }).Shown();
        }
    }

    private static async Task<ImportPage> Read(IGrainFactory grains) => new((await grains.Imports().List()).Runs);

    private static System.Text.Encoding? EncodingOf(string name) => Encodings.Contains(name) ? SourceText.FindEncoding(name) : null;

    private static async Task<IReadOnlyList<SourceFile>> InMemory(List<IFormFile> chosen, CancellationToken cancellationToken)
    {
        var files = new List<SourceFile>();
        foreach (var file in chosen)
        {
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, cancellationToken);
            files.Add(SourceFile.Of(NameOf(file.FileName), content));
        }

        return files;
    }

    // What browsers send is what somebody has called it, on any system.
    private static string NameOf(string name)
    {
        const int most = 90;
        var last = string.Concat(name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));
        var cut = last.Length <= most ? last : last[..(char.IsHighSurrogate(last[most - 1]) ? most - 1 : most)];
        return cut.Length == 0 ? "members" : cut;
    }

    private Page<ImportView, ImportPage> Shown(int status = 0) =>
        new(this, status != 0 ? status : FileFault is null && !IsUnknown ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
