using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Sources.Reading;
using Members.Gateway.Pages;
using Members.Import;
using Microsoft.AspNetCore.Http.Features;

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
        if (context.Features.Get<IFormFeature>() is not SentUpload { Files: [{ Field: "file" }, ..] } sent)
        {
            return (page with { FileFault = "NoFile" }).Shown();
        }

        if (sent.Size > KeptUploads.MostBytes)
        {
            return (page with { FileFault = "TooLarge" }).Shown(StatusCodes.Status413PayloadTooLarge);
        }

        if (!sent.HasRoom)
        {
            return (page with { FileFault = "NoRoom" }).Shown(StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            var options = new SourceOptions { Clock = clock, Encoding = EncodingOf(page.Encoding) };
            SourceFile[] files = [.. sent.Files.Select(f => new SourceFile(NameOf(f.Name), f.Content.Open))];
            var recognised = await SourceRecognition.OfAsync(files[0], options, context.RequestAborted);
            var likeliest = recognised is [var first, ..] ? first.Source : null;
            if ((ImportSources.Find(page.Source) ?? likeliest) is not { } source)
            {
                return (page with { IsUnknown = true }).Shown();
            }

            var plan = await UploadPlan.Of(source, files, options, context.RequestAborted);
            var upload = new KeptUpload(Caller.SessionOf(context).Member.Id, files, recognised, plan) { Size = sent.Size };
            uploads.Add(upload);
            return new SeeOther($"import/{upload.Id}");
        }
        catch (FileProblemException problem)
        {
            return (page with { FileFault = problem.Message }).Shown();
        }
    }

    private static async Task<ImportPage> Read(IGrainFactory grains) => new((await grains.Imports().List()).Runs);

    private static System.Text.Encoding? EncodingOf(string name) => Encodings.Contains(name) ? SourceText.FindEncoding(name) : null;

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
