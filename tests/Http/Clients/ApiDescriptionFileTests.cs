using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Clients;

/// <summary>Clients are made from <c>clients/openapi.json</c>: it must say what the server says.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class ApiDescriptionFileTests(AutomaticServer shared)
{
    private static readonly JsonSerializerOptions Written =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>After a change of the API: <c>MEMBERS_WRITE_API=1 dotnet test tests/Http --filter ApiDescriptionFileTests</c>.</summary>
    [Fact]
    public async Task The_file_that_clients_are_made_from_is_the_description_that_the_server_gives()
    {
        using var http = new HttpClient { BaseAddress = new Uri(shared.Server.Url) };
        var described = JsonNode.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!.AsObject();
        described.Remove("servers"); // this one's address
        var text = described.ToJsonString(Written) + "\n";
        var file = Path.Combine(Repository.Root, "clients", "openapi.json");
        if (Environment.GetEnvironmentVariable("MEMBERS_WRITE_API") is not null)
        {
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }
}
