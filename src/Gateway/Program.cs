namespace Members.Gateway;

internal static class Program
{
    private static void Main()
    {
    }
}
