using System.Security.Cryptography;

namespace Members.Tests.Cluster.Load;

/// <summary>The members of the load. One worker at a time has a person, from taking to returning them.</summary>
internal sealed class Population(Journal journal)
{
    /// <summary>The start of all passwords, which must be in no log.</summary>
    public const string Canary = "canary-";

    private readonly string _run = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly List<Person> _free = [];
    private int _count;

    /// <summary>Somebody who does not exist yet.</summary>
    public Person Invent()
    {
        var number = Interlocked.Increment(ref _count);
        return new Person($"{_run}-{number}", Email(), Password());
    }

    /// <summary>An address that nobody has.</summary>
    public string Email() => $"{_run}-a{Interlocked.Increment(ref _count)}@example.com";

    /// <summary>A password that nobody has.</summary>
    public string Password() => $"{Canary}{_run}-{Interlocked.Increment(ref _count)}";

    /// <summary>Takes somebody; null when there is nobody.</summary>
    public Person? Take(Status status, Random random, bool toChange = true)
    {
        lock (_free)
        {
            var choice = _free.FindAll(p => p.Status == status && (!toChange || !p.IsRetired));
            if (choice.Count == 0)
            {
                return null;
            }

            var person = choice[random.Next(choice.Count)];
            _free.Remove(person);
            return person;
        }
    }

    /// <summary>Returns somebody, to be taken again unless their state is unknown.</summary>
    public void Return(Person? person)
    {
        if (person is null)
        {
            return;
        }

        journal.People[person.Name] = person;
        if (person.Indeterminate is null && person.AwaitsMailSince is null)
        {
            lock (_free)
            {
                _free.Add(person);
            }
        }
    }
}
