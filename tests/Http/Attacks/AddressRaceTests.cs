using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>One address wanted at the same moment by a registration and by a change of address (contract I1, I6).</summary>
[Collection(HostileCollection.Name)]
public sealed class AddressRaceTests(AutomaticServer shared)
{
    private const int Rounds = 10;
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_address_that_is_being_registered_is_not_changed_into_at_the_same_moment()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (mover, wanted) = (await _server.Register(), NewEmail());
            var change = Task.Run(() => Change(mover, wanted));
            var register = Task.Run(() => _server.Operator.Post(
                $"{Auth}/register", new { email = wanted.ToUpperInvariant(), password = "the-newcomers-password-2" }));
            var (changed, registered) = (await change, await register);

            Assert.True(changed.Status == 200 ^ registered.Status == 200, $"{changed} {registered}");
            (changed.Status == 200 ? registered : changed).Is(Fault.EmailAlreadyExists);
            Assert.Equal(changed.Status == 200, await _server.CanLogIn(wanted, mover.Password));
            Assert.Equal(registered.Status == 200, await _server.CanLogIn(wanted, "the-newcomers-password-2"));
            Assert.Equal(changed.Status != 200, await _server.CanLogIn(mover.Email, mover.Password));
        }
    }

    [Fact]
    public async Task An_address_that_is_being_left_is_taken_by_one_at_most_and_never_shared()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (leaver, next) = (await _server.Register(), NewEmail());
            var change = Task.Run(() => Change(leaver, next));
            var register = Task.Run(
                () => _server.Operator.Post($"{Auth}/register", new { email = leaver.Email, password = "the-newcomers-password-2" }));
            (await change).Done();
            var registered = await register;
            if (registered.Status != 200)
            {
                registered.Is(Fault.EmailAlreadyExists);
            }

            Assert.False(await _server.CanLogIn(leaver.Email, leaver.Password));
            Assert.True(await _server.CanLogIn(next, leaver.Password));
            Assert.Equal(registered.Status == 200, await _server.CanLogIn(leaver.Email, "the-newcomers-password-2"));
        }
    }

    [Fact]
    public async Task Two_members_who_swap_addresses_at_the_same_moment_never_share_one()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (ann, ben) =
                (await _server.Register(password: "anns-own-password-1"), await _server.Register(password: "bens-own-password-2"));
            var replies = await Task.WhenAll(Task.Run(() => Change(ann, ben.Email)), Task.Run(() => Change(ben, ann.Email)));
            Assert.All(replies, r => Assert.True(r.Status is 200 or 409, r.ToString()));
            foreach (var email in new[] { ann.Email, ben.Email })
            {
                Assert.False(await _server.CanLogIn(email, ann.Password) && await _server.CanLogIn(email, ben.Password));
            }

            Assert.Single(
                new[] { await _server.CanLogIn(ann.Email, ann.Password), await _server.CanLogIn(ben.Email, ann.Password) }, can => can);
            Assert.Single(
                new[] { await _server.CanLogIn(ann.Email, ben.Password), await _server.CanLogIn(ben.Email, ben.Password) }, can => can);
        }
    }

    private Task<Reply> Change(Person person, string newEmail) =>
        _server.Operator.Patch($"{Auth}/members/{person.Id}/change-login-email", new { newEmail });
}
