using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Members.Tests.Testing;

/// <summary>The present readings of an instrument that is read when it is asked for, as a collector would read it.</summary>
public static class Readings
{
    /// <summary>A maker of meters for what is tested without a host.</summary>
    public static IMeterFactory Meters() => new Factory();

    /// <summary>Each reading by the values of its tags, in the order of their names, with a space between them.</summary>
    /// <param name="meters">Who made the meter: of other tests' meters of the same name nothing is read.</param>
    /// <param name="meter">The meter.</param>
    /// <param name="instrument">The instrument.</param>
    public static IReadOnlyDictionary<string, T> Read<T>(this IMeterFactory meters, string meter, string instrument)
        where T : struct
    {
        using var collector = new MetricCollector<T>(meters, meter, instrument);
        collector.RecordObservableInstruments();
        return collector.GetMeasurementSnapshot().ToDictionary(
            m => string.Join(' ', m.Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value)), m => m.Value);
    }

    private sealed class Factory : IMeterFactory
    {
        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            return new Meter(options);
        }

        public void Dispose()
        {
            // Meters that nobody listens to hold nothing.
        }
    }
}
