using System.Text;
using Members.Gateway.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Members.Gateway.Admin.Importing;

/// <summary>
/// The form by which files are sent, read into memory for which room is kept before. ASP.NET Core would put what is above 64 KiB into
/// temporary files, which stay behind when the process is killed.
/// </summary>
/// <param name="request">The request.</param>
/// <param name="boundary">What parts its parts.</param>
/// <param name="uploads">Where room is kept.</param>
internal sealed class SentUpload(HttpRequest request, string boundary, KeptUploads uploads) : IFormFeature, IDisposable
{
    private const int MostParts = 100, MostOfField = 64 * 1024, ReadAtOnce = 64 * 1024;

    private readonly List<SentFile> _files = [];
    private IDisposable? _room;

    /// <summary>The files that were chosen, in the order of their fields.</summary>
    public IReadOnlyList<SentFile> Files => _files;

    /// <summary>Whether there is room for them; else they were passed over, as they are when they are too large.</summary>
    public bool HasRoom => _room is not null;

    /// <summary>The bytes of all of them.</summary>
    public long Size => _files.Sum(f => f.Content.Length);

    public bool HasFormContentType => true;

    public IFormCollection? Form { get; set; }

    /// <summary>Has the form of a request read by this, unless no files can be in it.</summary>
    public static void Expect(HttpContext context, KeptUploads uploads)
    {
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary)
        {
            var upload = new SentUpload(context.Request, boundary.ToString(), uploads);
            context.Features.Set<IFormFeature>(upload);
            context.Response.RegisterForDispose(upload);
        }
    }

    public IFormCollection ReadForm() => Form ?? throw new InvalidOperationException("The form is not read yet.");

    /// <exception cref="BadHttpRequestException">It is none that a page has sent.</exception>
    public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => Form ??= await Read(cancellationToken);

    public void Dispose() => _room?.Dispose();

    private async Task<FormCollection> Read(CancellationToken cancellationToken)
    {
        var owner = Caller.SessionOf(request.HttpContext).Member.Id;
        _room = uploads.TryReserve(owner, Math.Min(request.ContentLength ?? long.MaxValue, KeptUploads.MostBytes));
        var (fields, reader) = (new Dictionary<string, StringValues>(), new MultipartReader(boundary, request.Body, ReadAtOnce));
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } part; parts++)
        {
            if (parts == MostParts || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var names))
            {
                throw new BadHttpRequestException("No page sends such a form.");
            }

            var (field, file) = (HeaderUtilities.RemoveQuotes(names.Name).ToString(), NameOf(names));
            if (file.Length > 0)
            {
                var left = HasRoom ? KeptUploads.MostBytes - Size : 0;
                _files.Add(new SentFile(field, file, await SentBytes.Read(part.Body, left, cancellationToken)));
            }
            else
            {
                var value = await SentBytes.Read(part.Body, MostOfField, cancellationToken);
                fields[field] = StringValues.Concat(fields.GetValueOrDefault(field), await TextOf(value, cancellationToken));
            }
        }

        _files.Sort((a, b) => string.CompareOrdinal(a.Field, b.Field));
        return new FormCollection(fields);
    }

    private static string NameOf(ContentDispositionHeaderValue names) =>
        HeaderUtilities.RemoveQuotes(names.FileNameStar.HasValue ? names.FileNameStar : names.FileName).ToString();

    private static async Task<string> TextOf(SentBytes bytes, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(bytes.Open(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

/// <summary>A file that was sent.</summary>
/// <param name="Field">The field that it was chosen for.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Content">What is in it.</param>
internal sealed record SentFile(string Field, string Name, SentBytes Content);
