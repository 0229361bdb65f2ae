using Members.Silo.Storage.Postgres;

namespace Members.Tests.Storage.Backups;

/// <summary>No table of the schema is forgotten by a backup: it is carried, or there is a written reason why not.</summary>
public sealed class CarriedTablesTests
{
    [Fact]
    public async Task Each_table_of_the_schema_is_carried_or_there_is_a_reason_why_not()
    {
        await using var database = await PostgresTestDatabase.Make();
        var tables = await database.Sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        var known = PostgresTables.Carried.Concat(PostgresTables.Others.Keys).Select(t => t.ToLowerInvariant());
        Assert.Equal(known.Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
    }
}
