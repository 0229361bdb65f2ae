using System.Text.RegularExpressions;

namespace Members.Tests.Unit.Architecture;

/// <summary>The product's source files, as text without comments and without what stands in quotes.</summary>
internal static partial class SourceCode
{
    /// <summary>Of each file under a folder of the repository, the path from that folder and the code.</summary>
    public static IReadOnlyList<(string Path, string Code)> Under(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        return [.. System.IO.Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(f => !f.Path.Split('/').Any(part => part is "obj" or "bin"))
            .Select(f => (f.Path, Code(File.ReadAllText(f.File))))
            .OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>A text without comments and literals.</summary>
    public static string Code(string text) => CommentOrLiteral().Replace(text, m => m.Value.StartsWith('/') ? " " : "\"\"");

    [GeneratedRegex(
        """""
        //[^\n]*|/\*.*?\*/|"""+.*?"""+|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\[^']+|[^'\\\n])'
        """"",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex CommentOrLiteral();
}
