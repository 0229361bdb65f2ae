using Members.Grains.Throttling;
using Members.Secrets;

namespace Members.Tests.Unit.Throttling;

public sealed class RememberedDevicesTests
{
    private static readonly OpaqueToken Token = Make.Token(TokenPurpose.Device);
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void A_device_is_known_by_its_token_alone()
    {
        var devices = RememberedDevices.Used([], null, Token, Now);
        var forged = OpaqueToken.Create(TokenPurpose.Device, Token.Owner, Token.Id, new byte[32]);

        Assert.Equal(Token.Id, RememberedDevices.Find(devices, Token, Now));
        Assert.Null(RememberedDevices.Find(devices, forged, Now));
        Assert.Null(RememberedDevices.Find(devices, Make.Token(TokenPurpose.Device, 2), Now));
        Assert.Null(RememberedDevices.Find(devices, Make.Token(TokenPurpose.Session), Now));
        Assert.Null(RememberedDevices.Find(devices, null, Now));
        Assert.Null(RememberedDevices.Find([], Token, Now));
    }

    [Fact]
    public void A_device_that_is_used_stays_and_one_that_is_not_is_forgotten()
    {
        var devices = RememberedDevices.Used([], null, Token, Now);
        var used = RememberedDevices.Used(devices, Token.Id, null, Now.AddDays(100));

        Assert.Equal(Token.Id, RememberedDevices.Find(used, Token, Now.AddDays(279)));
        Assert.Null(RememberedDevices.Find(devices, Token, Now.AddDays(180)));
        Assert.Empty(RememberedDevices.Used(devices, null, null, Now.AddDays(180)));
    }

    [Fact]
    public void Of_too_many_devices_the_one_not_used_for_longest_goes()
    {
        var devices = Enumerable.Range(1, RememberedDevices.Max).Aggregate(
            RememberedDevices.Used([], null, null, Now),
            (d, i) => RememberedDevices.Used(d, null, Make.Token(TokenPurpose.Device, i), Now.AddDays(i)));
        devices = RememberedDevices.Used(devices, Make.Id(1), null, Now.AddDays(50));
        devices = RememberedDevices.Used(devices, null, Make.Token(TokenPurpose.Device, 99), Now.AddDays(51));

        Assert.Equal(RememberedDevices.Max, devices.Length);
        Assert.Contains(devices, d => d.Id == Make.Id(1));
        Assert.DoesNotContain(devices, d => d.Id == Make.Id(2));
    }
}
