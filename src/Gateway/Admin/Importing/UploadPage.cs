using Members.Gateway.Access;
using Members.Gateway.Import.Sources;
using Members.Gateway.Pages;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Admin.Importing;

/// <summary>A file that is about to be imported: what it is, how it is read, and what would become of its rows.</summary>
/// <param name="Upload">The file.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Form">How it is read.</param>
internal sealed record UploadPage(KeptUpload Upload, UploadStage Stage, UploadForm Form)
{
    /// <summary>Why it cannot be what it was said to be; null when it can.</summary>
    public string? SourceFault { get; init; }

    /// <summary>Why no address can be tried: the file cannot be read; null when it can.</summary>
    public string? TrialFault { get; init; }

    /// <summary>Whether the address or the password to try was left out.</summary>
    public bool IsTrialEmpty { get; init; }

    /// <summary>The address that was typed.</summary>
    public string Email { get; init; } = "";

    public static IResult Show(Guid id, HttpContext context, KeptUploads uploads)
    {
        if (Find(id, context, uploads) is not { } upload)
        {
            return Gone();
        }

        var page = Of(upload);
        if (page.Stage is UploadStage.Begun begun)
        {
            return new SeeOther($"runs/{begun.Run}");
        }

        if (page.Stage is UploadStage.Looking or UploadStage.Beginning)
        {
            Reload.Soon(context);
        }

        return page.Shown();
    }

    /// <summary>Takes another source than the one that was recognised.</summary>
    public static async Task<IResult> ChooseSource(Guid id, HttpContext context, KeptUploads uploads)
    {
        if (Find(id, context, uploads) is not { } upload || ImportSources.Find(context.Request.Form.Line("source")) is not { } source)
        {
            return Gone();
        }

        try
        {
            var plan = await UploadPlan.Of(source, upload.Files, upload.Plan.Options, context.RequestAborted);
            upload.Replan(plan, UploadStage.Chosen.Instance);
            return new SeeOther($"../{id}");
        }
        catch (FileProblemException problem)
        {
            return (Of(upload) with { SourceFault = problem.Message }).Shown(StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Begins to look at all rows. Nothing is stored.</summary>
    public static IResult Look(Guid id, HttpContext context, KeptUploads uploads, ImportWork work)
    {
        if (Find(id, context, uploads) is not { } upload)
        {
            return Gone();
        }

        var (form, plan) = UploadForm.Read(context.Request.Form, upload.Plan);
        if (!form.IsGood)
        {
            return (Of(upload) with { Form = form }).Shown(StatusCodes.Status400BadRequest);
        }

        var looking = new UploadStage.Looking();
        if (upload.Replan(plan, looking))
        {
            work.Look(upload, looking, Caller.OriginOf(context));
        }

        return new SeeOther($"../{id}");
    }

    /// <summary>Tries an address whose password somebody knows.</summary>
    public static async Task<IResult> Try(Guid id, HttpContext context, KeptUploads uploads, IGrainFactory grains)
    {
        if (Find(id, context, uploads) is not { } upload)
        {
            return Gone();
        }

        var (email, typed) = (context.Request.Form.Line("email"), context.Request.Form["password"].ToString());
        if (email.Length == 0 || !PlainPassword.TryParse(typed, out var password))
        {
            return (Of(upload) with { IsTrialEmpty = true, Email = email }).Shown(StatusCodes.Status400BadRequest);
        }

        try
        {
            upload.Trial = await Tried(upload, email, password, grains, context.RequestAborted);
            return new SeeOther($"../{id}");
        }
        catch (FileProblemException problem)
        {
            return (Of(upload) with { TrialFault = problem.Message, Email = email }).Shown(StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Begins the import, if the result that the form is about is the newest.</summary>
    public static async Task<IResult> Import(Guid id, HttpContext context, KeptUploads uploads, ImportWork work)
    {
        if (Find(id, context, uploads) is not { } upload)
        {
            return Gone();
        }

        // Read once: the same form, sent twice, may have begun the import since.
        var run = upload.Stage is UploadStage.Looked seen && seen.Key.ToString() == context.Request.Form.Line("look")
            ? await work.Import(upload, seen, Caller.OriginOf(context))
            : null;
        return new SeeOther(run is { } begun ? $"../runs/{begun}" : $"../{id}");
    }

    /// <summary>Forgets the file.</summary>
    public static IResult Discard(Guid id, HttpContext context, KeptUploads uploads)
    {
        if (Find(id, context, uploads) is { Stage: not (UploadStage.Beginning or UploadStage.Begun) } upload)
        {
            uploads.Remove(upload);
        }

        return new SeeOther("../../import");
    }

    private static KeptUpload? Find(Guid id, HttpContext context, KeptUploads uploads) =>
        uploads.Find(id, Caller.SessionOf(context).Member.Id);

    private static async Task<Trial> Tried(
        KeptUpload upload, string email, PlainPassword password, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await upload.File.Find(email, cancellationToken) is not { } row)
        {
            return Trial.NoRow;
        }

        if (row.Password is not { } hash)
        {
            return Trial.NoPassword;
        }

        var tried = await grains.GetGrain<IImportChecksGrain>(0).TryPassword(hash, password);
        if (tried.Succeeded)
        {
            return tried.Value.Matches ? Trial.Matches : Trial.DoesNotMatch;
        }

        return tried.Refusal is Refusal.Invalid ? Trial.UnknownHash : Trial.Busy;
    }

    private static UploadPage Of(KeptUpload upload) => new(upload, upload.Stage, UploadForm.Of(upload.Plan));

    private static Notice Gone() =>
        Notice.Of<ImportTexts>(StatusCodes.Status404NotFound, "GoneTitle", "Gone", new NoticeLink("admin/import", "TryAgain"));

    private Page<UploadView, UploadPage> Shown(int status = StatusCodes.Status200OK) => new(this, status);
}
