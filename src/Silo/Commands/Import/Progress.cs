using Spectre.Console;

namespace Members.Silo.Commands.Import;

/// <summary>Shows how far something is: a bar on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class Progress : IProgress<long>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Action<long> _show;
    private readonly TimeProvider _clock;
    private long _shownAt;

    private Progress(Action<long> show, TimeProvider clock) => (_show, _clock, _shownAt) = (show, clock, clock.GetTimestamp());

    /// <summary>Reports how much is done.</summary>
    public void Report(long value) => _show(value);

    /// <summary>Does something, and shows how far it is.</summary>
    /// <param name="output">Where to; nothing is shown in JSON.</param>
    /// <param name="title">What is done.</param>
    /// <param name="total">How much there is to do; null when it is not known.</param>
    /// <param name="work">Does it.</param>
    public static Task<T> Run<T>(Output output, string title, long? total, Func<Progress, Task<T>> work)
    {
        if (output.IsJson)
        {
            return work(new Progress(_ => { }, TimeProvider.System));
        }

        return Output.IsInteractive ? Bar(title, total, work) : work(Lines(title, total));
    }

    private static Task<T> Bar<T>(string title, long? total, Func<Progress, Task<T>> work) => AnsiConsole.Progress()
        .Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: total ?? 1);
            bar.IsIndeterminate = total is null;
            var result = await work(new Progress(done => bar.Value = total is null ? 0 : done, TimeProvider.System));
            bar.Value = bar.MaxValue;
            bar.StopTask();
            return result;
        });

    private static Progress Lines(string title, long? total)
    {
        Progress? lines = null;
        lines = new Progress(
            done =>
            {
                if (lines!._clock.GetElapsedTime(lines._shownAt) >= Pause)
                {
                    lines._shownAt = lines._clock.GetTimestamp();
                    Console.Out.WriteLine(total is null ? $"{title}: {done}" : $"{title}: {done} of {total}");
                }
            },
            TimeProvider.System);
        return lines;
    }
}
