using System.Collections.Immutable;

namespace Members.Gateway.Import.Sources.Drafts;

/// <summary>The problems of a row while it is read. A row that repeats a mistake keeps the first of them.</summary>
internal sealed class RowProblems
{
    private const int Most = 50;
    private readonly ImmutableArray<RowProblem>.Builder _problems = ImmutableArray.CreateBuilder<RowProblem>();

    /// <summary>Whether the row is refused.</summary>
    public bool AnyRefusal { get; private set; }

    /// <summary>Adds a problem.</summary>
    public void Add(RowProblem problem)
    {
        AnyRefusal |= problem.Effect == RowEffect.Refused;
        if (_problems.Count < Most || problem.Effect == RowEffect.Refused)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Refuses the row.</summary>
    public void Refuse(string? column, string code, string sentence) => Add(new RowProblem(column, code, sentence));

    /// <summary>Notes that something of the row is left out.</summary>
    public void Note(string? column, string code, string sentence) => Add(new RowProblem(column, code, sentence, RowEffect.Note));

    /// <summary>All of them.</summary>
    public ImmutableArray<RowProblem> ToImmutable() => _problems.ToImmutable();
}
