using System.Text;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>Bytes that an encoding does not have end the reading: they would become question marks in somebody's name.</summary>
/// <param name="encoding">The name of the encoding.</param>
internal sealed class RefusedBytes(string encoding) : DecoderFallback
{
    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Refusal(encoding);

    private sealed class Refusal(string encoding) : DecoderFallbackBuffer
    {
        public override int Remaining => 0;

        public override bool Fallback(byte[] bytesUnknown, int index) => throw new FileProblemException(
            "WRONG_ENCODING", $"The file is not in {encoding}, or it was cut in the middle of a character; save it as UTF-8.");

        public override char GetNextChar() => '\0';

        public override bool MovePrevious() => false;
    }
}
