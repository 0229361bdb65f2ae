namespace Members.Tests.Cluster.Load;

/// <summary>Members change their addresses: to a new one, or to each other's.</summary>
internal static class Moving
{
    public static async Task Alone(LoadContext context)
    {
        if (context.Population.Take(Status.Active, context.Random) is not { } person)
        {
            return;
        }

        var old = person.Email;
        if (await Move(context, person, context.Population.Email()))
        {
            await ExpectGone(context, old, person);
        }

        context.Population.Return(person);
    }

    /// <summary>Two members exchange their addresses by way of a third one. The direct way is refused.</summary>
    public static async Task Swap(LoadContext context)
    {
        var ann = context.Population.Take(Status.Active, context.Random);
        var ben = context.Population.Take(Status.Active, context.Random);
        if (ann is not null && ben is not null)
        {
            var (of1, of2) = (ann.Email, ben.Email);
            await ExpectTaken(context, ann, ben);
            _ = ann.Indeterminate is null
                && await Move(context, ann, context.Population.Email())
                && await Move(context, ben, of1)
                && await Move(context, ann, of2);
        }

        context.Population.Return(ann);
        context.Population.Return(ben);
    }

    private static async Task<bool> Move(LoadContext context, Person person, string to)
    {
        if (person.IsRetired)
        {
            return false;
        }

        var outcome = await context.SendUntilAnswered(Call.Move(person, to));
        if (outcome.Answer?.Status == 429)
        {
            // So many notices wait for the mail server that no further one may be made.
            return false;
        }

        if (!context.Record(outcome, person, "change e-mail", "I3", new Indeterminate("change e-mail") { Email = to }))
        {
            return false;
        }

        person.LeftEmails.Add(person.Email);
        person.LeftEmails.Remove(to);
        person.Email = to;
        return true;
    }

    private static async Task ExpectTaken(LoadContext context, Person person, Person holder)
    {
        var outcome = await context.SendUntilAnswered(Call.Move(person, holder.Email));
        if (outcome.Answer is null)
        {
            // Its outcome is certain as long as the other keeps the address.
            person.Indeterminate = new Indeterminate("change e-mail to another's");
        }
        else if (outcome.Answer.Code is not "EMAIL_ALREADY_EXISTS" and not "TOO_MANY_REQUESTS")
        {
            context.Journal.Violate("I1", $"{person} wanted an address that another has and was answered with {outcome.Answer}");
        }

        person.IsRetired |= outcome.WasRepeated || outcome.Answer is null;
        holder.IsRetired |= person.IsRetired;
    }

    private static async Task ExpectGone(LoadContext context, string old, Person person)
    {
        var login = await context.SendUntilAnswered(Call.Login(old, person.Password));
        if (login.IsOk)
        {
            context.Journal.Violate("I6", $"{person} still logs in with the address left behind");
        }
    }
}
