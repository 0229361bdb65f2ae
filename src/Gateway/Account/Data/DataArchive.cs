using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Members.Gateway.Account.Data;

/// <summary>The file that a member downloads: the same once for programs and once for people.</summary>
internal static class DataArchive
{
    public const string Json = "data.json", Html = "data.html";

    // Letters of all languages are written as they are; what means something in HTML never is.
    private static readonly OwnDataJson Written = new(
        new JsonSerializerOptions(OwnDataJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    public static byte[] Of(OwnData data, string html)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, Json, JsonSerializer.SerializeToUtf8Bytes(data, Written.OwnData), data.At);
            Add(archive, Html, Encoding.UTF8.GetBytes(html), data.At);
        }

        return file.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content, DateTimeOffset at)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
