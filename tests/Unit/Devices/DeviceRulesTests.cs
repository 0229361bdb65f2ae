using Members.Grains.Devices;
using Members.Secrets;

namespace Members.Tests.Unit.Devices;

public sealed class DeviceRulesTests
{
    private static readonly OpaqueToken Token = Make.Token(TokenPurpose.Device);
    private static readonly DateTimeOffset Now = Moments.Start;

    [Fact]
    public void A_device_is_known_by_its_token_alone()
    {
        var member = Make.Member() with { Devices = DeviceRules.Used([], null, Token, Now) };
        var forged = OpaqueToken.Create(TokenPurpose.Device, Token.Owner, Token.Id, new byte[32]);

        Assert.Equal(Token.Id, DeviceRules.Find(member, Token, Now));
        Assert.Null(DeviceRules.Find(member, forged, Now));
        Assert.Null(DeviceRules.Find(member, Make.Token(TokenPurpose.Device, 2), Now));
        Assert.Null(DeviceRules.Find(member, Make.Token(TokenPurpose.Session), Now));
        Assert.Null(DeviceRules.Find(member, null, Now));
        Assert.Null(DeviceRules.Find(null, Token, Now));
    }

    [Fact]
    public void A_device_that_is_used_stays_and_one_that_is_not_is_forgotten()
    {
        var devices = DeviceRules.Used([], null, Token, Now);
        var used = DeviceRules.Used(devices, Token.Id, null, Now.AddDays(100));

        Assert.Equal(Token.Id, DeviceRules.Find(Make.Member() with { Devices = used }, Token, Now.AddDays(279)));
        Assert.Null(DeviceRules.Find(Make.Member() with { Devices = devices }, Token, Now.AddDays(180)));
        Assert.Empty(DeviceRules.Used(devices, null, null, Now.AddDays(180)));
    }

    [Fact]
    public void Of_too_many_devices_the_one_not_used_for_longest_goes()
    {
        var devices = Enumerable.Range(1, DeviceRules.Max).Aggregate(DeviceRules.Used([], null, null, Now), (d, i) => DeviceRules.Used(d, null, Make.Token(TokenPurpose.Device, i), Now.AddDays(i)));
        devices = DeviceRules.Used(devices, Make.Id(1), null, Now.AddDays(50));
        devices = DeviceRules.Used(devices, null, Make.Token(TokenPurpose.Device, 99), Now.AddDays(51));

        Assert.Equal(DeviceRules.Max, devices.Length);
        Assert.Contains(devices, d => d.Id == Make.Id(1));
        Assert.DoesNotContain(devices, d => d.Id == Make.Id(2));
    }
}
