namespace Members.Tests.Cluster.Load;

/// <summary>Members change their addresses: to a new one, or with each other.</summary>
internal static class Moving
{
    public static async Task Alone(Stage stage)
    {
        if (stage.Crowd.Take(Standing.Active, stage.Random) is not { } person)
        {
            return;
        }

        var old = person.Email;
        if (await Move(stage, person, stage.Crowd.Email()))
        {
            await ExpectGone(stage, old, person);
        }

        stage.Crowd.Return(person);
    }

    /// <summary>Two exchange their addresses, by way of a third address. While one has it, the other is refused it.</summary>
    public static async Task Swap(Stage stage)
    {
        var ann = stage.Crowd.Take(Standing.Active, stage.Random);
        var ben = stage.Crowd.Take(Standing.Active, stage.Random);
        if (ann is not null && ben is not null)
        {
            var (of1, of2) = (ann.Email, ben.Email);
            await ExpectTaken(stage, ann, ben);
            _ = ann.Doubt is null && await Move(stage, ann, stage.Crowd.Email()) && await Move(stage, ben, of1) && await Move(stage, ann, of2);
        }

        stage.Crowd.Return(ann);
        stage.Crowd.Return(ben);
    }

    private static async Task<bool> Move(Stage stage, Person person, string to)
    {
        if (person.IsRetired)
        {
            return false;
        }

        var ended = await stage.Insist(Call.Move(person, to));
        if (ended.Answer?.Status == 429)
        {
            // So many notices wait for the mail server that no further one may be made.
            return false;
        }

        if (!stage.Settle(ended, person, "change e-mail", "I3", new Doubt("change e-mail") { Email = to }))
        {
            return false;
        }

        person.LeftEmails.Add(person.Email);
        person.LeftEmails.Remove(to);
        person.Email = to;
        return true;
    }

    private static async Task ExpectTaken(Stage stage, Person person, Person holder)
    {
        var ended = await stage.Insist(Call.Move(person, holder.Email));
        if (ended.Answer is null)
        {
            // Its outcome is certain as long as the other keeps the address.
            person.Doubt = new Doubt("change e-mail to another's");
        }
        else if (ended.Answer.Code is not "EMAIL_ALREADY_EXISTS" and not "TOO_MANY_REQUESTS")
        {
            stage.Journal.Break("I1", $"{person} wanted an address that another has and was answered with {ended.Answer}");
        }

        person.IsRetired |= ended.WasRepeated || ended.Answer is null;
        holder.IsRetired |= person.IsRetired;
    }

    private static async Task ExpectGone(Stage stage, string old, Person person)
    {
        var login = await stage.Insist(Call.Login(old, person.Password));
        if (login.IsOk)
        {
            stage.Journal.Break("I6", $"{person} still logs in with the address left behind");
        }
    }
}
