using System.Text;
using Spectre.Console;

namespace Members.Tests.Bench.Report;

/// <summary>A terminal, or a file that is wide enough for the table.</summary>
internal sealed class Wide(TextWriter writer) : IAnsiConsoleOutput
{
    private const int FileWidth = 160;

    public TextWriter Writer => writer;

    public bool IsTerminal => !Console.IsOutputRedirected;

    public int Width => IsTerminal ? Math.Max(Console.WindowWidth, 100) : FileWidth;

    public int Height => IsTerminal ? Console.WindowHeight : 25;

    public void SetEncoding(Encoding encoding)
    {
        // That of the process is right.
    }
}
