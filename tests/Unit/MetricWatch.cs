using System.Diagnostics.Metrics;

namespace Members.Tests.Unit;

/// <summary>Reads a meter as an operator's collector would.</summary>
internal sealed class MetricWatch : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _seen = [];

    public MetricWatch(string meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => See(i.Name, value, tags.ToArray()));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => See(i.Name, value, tags.ToArray()));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => See(i.Name, value, tags.ToArray()));
        _listener.Start();
    }

    /// <summary>
    /// The last value with a tag; that of a gauge is asked for now. Meters of other tests have the same name: the greatest counts.
    /// </summary>
    public double Read(string name, (string Key, string Value) tag)
    {
        lock (_seen)
        {
            _seen.RemoveAll(s => s.Name == "members.hashing.waiting");
        }

        _listener.RecordObservableInstruments();
        lock (_seen)
        {
            return _seen
                .Where(s => s.Name == name && s.Tags.Contains(new(tag.Key, tag.Value)))
                .Select(s => s.Value)
                .DefaultIfEmpty(0)
                .Max();
        }
    }

    /// <summary>How many values came.</summary>
    public int Count(string name)
    {
        lock (_seen)
        {
            return _seen.Count(s => s.Name == name);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void See(string name, double value, KeyValuePair<string, object?>[] tags)
    {
        lock (_seen)
        {
            _seen.Add((name, value, tags));
        }
    }
}
