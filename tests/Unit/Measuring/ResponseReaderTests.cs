using System.Text;
using Members.Tests.Bench.Load;

namespace Members.Tests.Unit.Measuring;

public sealed class ResponseReaderTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 200, "abc", false)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\ncontent-length:0\r\nConnection: close\r\n\r\n", 503, "", true)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "", false)]
    [InlineData(Chunked, 200, "abc", false)]
    public void A_response_is_read_when_all_of_it_is_there_and_not_before(string text, int status, string body, bool closes)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(ResponseReader.TryRead(bytes.AsSpan(0, length), out _), text[..length]);
        }

        Assert.True(ResponseReader.TryRead(bytes, out var response));
        Assert.Equal(
            (status, bytes.Length, closes, body),
            (response.Status, response.Length, response.Closes, Encoding.ASCII.GetString(response.Body)));
    }
}
