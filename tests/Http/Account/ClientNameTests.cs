using Members.Gateway.Account.Sessions;

namespace Members.Tests.Http.Account;

public sealed class ClientNameTests
{
    private const string Kit = "AppleWebKit/537.36 (KHTML, like Gecko)", Galaxy = "Mozilla/5.0 (Linux; Android 14; SM-S921B)",
        Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)";

    [Theory]
    [InlineData($"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Kit} Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge", "Windows")]
    [InlineData($"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Kit} Chrome/126.0.0.0 Safari/537.36", "Chrome", "Windows")]
    [InlineData($"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {Kit} Chrome/126.0.0.0 Safari/537.36", "Chrome", "ChromeOS")]
    [InlineData($"{Galaxy} {Kit} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36", "Samsung Internet", "Android")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", "Linux")]
    [InlineData($"{Mac} {Kit} Version/17.5 Safari/605.1.15", "Safari", "macOS")]
    [InlineData($"{Phone} {Kit} CriOS/126.0 Mobile Safari/604.1", "Chrome", "iPhone")]
    [InlineData("curl/8.7.1", "curl", null)]
    [InlineData("ClubApp/3 (Windows)", null, "Windows")]
    [InlineData("ClubApp/3", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_browser_and_its_system_are_named_as_people_know_them(string? agent, string? browser, string? system) =>
        Assert.Equal(new ClientName(browser, system), ClientName.Of(agent));
}
