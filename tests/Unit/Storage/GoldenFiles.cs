namespace Members.Tests.Unit.Storage;

/// <summary>The files that hold what earlier versions have written.</summary>
internal static class GoldenFiles
{
    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Storage", "Golden", file));
}
