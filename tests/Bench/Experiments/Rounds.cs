using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;

namespace Members.Tests.Bench.Experiments;

/// <summary>Something that is measured in each round.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Measure">Measures it once: figures by their names.</param>
internal sealed record Probe(string Name, Func<Task<IReadOnlyDictionary<string, double>>> Measure)
{
    /// <summary>A probe with one figure, whose name is the probe's.</summary>
    public static Probe Of(string name, Func<Task<double>> measure) =>
        new(name, async () => new Dictionary<string, double> { [name] = await measure() });
}

/// <summary>Measures things in turn, round after round, so that what changes on the machine changes all of them.</summary>
internal sealed class Rounds
{
    private const double Disturbing = 0.1;
    private readonly Dictionary<(string Probe, string Figure), List<Sample>> _samples = [];

    private Rounds()
    {
    }

    /// <summary>All measurements of a figure.</summary>
    public Series this[string probe, string figure] => new(_samples[(probe, figure)]);

    /// <summary>All measurements of a probe with one figure.</summary>
    public Series this[string probe] => this[probe, probe];

    /// <summary>Measures.</summary>
    /// <param name="stage">Says how many rounds there are, and is told how far we are.</param>
    /// <param name="probes">What is measured in each round, in this order.</param>
    public static async Task<Rounds> Run(Stage stage, params IReadOnlyList<Probe> probes)
    {
        var rounds = new Rounds();
        for (var round = 1; round <= stage.Rounds; round++)
        {
            foreach (var probe in probes)
            {
                stage.Say($"round {round} of {stage.Rounds}: {probe.Name}");
                var before = ProcessorTime.Read();
                var figures = await probe.Measure();
                var isDisturbed = ProcessorTime.Read().OthersSince(before) > Disturbing;
                foreach (var (figure, value) in figures)
                {
                    rounds.Add(probe.Name, figure, new Sample(value, isDisturbed));
                }
            }
        }

        return rounds;
    }

    private void Add(string probe, string figure, Sample sample)
    {
        if (!_samples.TryGetValue((probe, figure), out var samples))
        {
            _samples[(probe, figure)] = samples = [];
        }

        samples.Add(sample);
    }
}
