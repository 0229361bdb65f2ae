namespace Members.Tests.Cluster.Linearizability;

/// <summary>Looks whether an address is free, and takes it later without looking again.</summary>
internal sealed class HasTwoWinners : FakeMembers
{
    protected override async Task<HttpResponseMessage> Register(string email, string password)
    {
        var isTaken = Locked(() => Index.ContainsKey(email));
        await OthersComeBetween();
        return isTaken ? Taken() : Locked(() => Answer(200, null, Put(email, password)));
    }
}

/// <summary>Changes an address in steps, as the product does: claims the new one, moves the member, frees the old one.</summary>
internal class ChangesInSteps : FakeMembers
{
    protected override async Task<HttpResponseMessage> Change(Guid id, string email)
    {
        var turn = Locked(() => Members[id].Turn);
        await turn.WaitAsync();
        try
        {
            if (Locked(() => Members[id].Email != email && !Index.TryAdd(email, id)))
            {
                return Taken();
            }

            await BeforeTheMove(id, email);
            return Locked(() => Move(id, email));
        }
        finally
        {
            turn.Release();
        }
    }

    protected virtual async Task BeforeTheMove(Guid id, string email)
    {
        for (var writes = 0; writes < 4; writes++)
        {
            await OthersComeBetween();
        }
    }
}

/// <summary>Lets in who the index names, though the member has not got the address yet.</summary>
internal sealed class TrustsTheIndexAlone : ChangesInSteps
{
    protected override HttpResponseMessage Login(string email, string password) =>
        Index.TryGetValue(email, out var id) && Members[id].Password == password ? LetIn(id) : Answer(401, "INVALID_CREDENTIALS");
}

/// <summary>Frees the old address before the member has the new one.</summary>
internal sealed class FreesTheOldAddressFirst : ChangesInSteps
{
    protected override Task BeforeTheMove(Guid id, string email)
    {
        Locked(() => Members[id].Email != email && Index.Remove(Members[id].Email));
        return base.BeforeTheMove(id, email);
    }
}

/// <summary>Answers a failed write with an error, and serves for a while what it could not store.</summary>
internal sealed class ServesWhatItCouldNotStore : FakeMembers
{
    protected override async Task<HttpResponseMessage> Register(string email, string password)
    {
        if (!OneIn(2) || Locked(() => Index.ContainsKey(email)))
        {
            return await base.Register(email, password);
        }

        var phantom = Locked(() => Put(email, password));
        for (var i = 0; i < 20; i++)
        {
            await OthersComeBetween();
        }

        Locked(() => Index.Remove(Members[phantom].Email) && Members.Remove(phantom));
        return Answer(503, "STORAGE_UNAVAILABLE");
    }
}

/// <summary>Says that a member is blocked before it is so.</summary>
internal sealed class BlocksLate : FakeMembers
{
    protected override HttpResponseMessage Block(Guid id)
    {
        _ = Later();
        return Answer(200, null);

        async Task Later()
        {
            for (var i = 0; i < 10; i++)
            {
                await OthersComeBetween();
            }

            base.Block(id);
        }
    }
}

/// <summary>A registration that fails leaves the address taken for ever.</summary>
internal sealed class KeepsReservations : FakeMembers
{
    protected override Task<HttpResponseMessage> Register(string email, string password)
    {
        if (!OneIn(3))
        {
            return base.Register(email, password);
        }

        Locked(() => Index.TryAdd(email, Guid.NewGuid()));
        return Task.FromResult(Answer(503, "STORAGE_UNAVAILABLE"));
    }
}
