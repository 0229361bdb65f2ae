using Members.Tests.Bench.Report;

namespace Members.Tests.Bench.Experiments;

/// <summary>Something that is measured, with its goals.</summary>
internal interface IExperiment
{
    /// <summary>How it is named on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows, in a sentence.</summary>
    string Shows { get; }

    /// <summary>Whether it uses <see cref="Stage.Peers"/>, which are then kept for the next one.</summary>
    bool UsesPeers => false;

    /// <summary>Whether <c>--quick</c> makes it when none is named.</summary>
    bool IsQuick => true;

    /// <summary>Measures.</summary>
    Task<Outcome> Run(Stage stage);
}
