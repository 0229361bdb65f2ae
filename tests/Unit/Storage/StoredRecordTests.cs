using Members.Grains.Storage;
using Members.Leases;
using Members.Tests.Unit.Leases;
using Orleans.Storage;

namespace Members.Tests.Unit.Storage;

public sealed class StoredRecordTests
{
    private readonly FakeState _state = new() { State = new Note("stored before") };
    private readonly FakeGrain _grain = new(GrainId.Create("fake", "one"));
    private readonly FakeLease _lease = new();
    private readonly CacheValidity _validity;

    public StoredRecordTests() => _validity = new CacheValidity(_lease);

    [Fact]
    public async Task What_was_stored_is_answered_without_asking_the_store()
    {
        var record = Record();
        await record.Update(_ => new Decision<Note, int>(new Note("next"), 7));

        Assert.True(record.TryCurrent(out var current));
        Assert.Equal("next", current.Text);
        Assert.Equal("next", (await record.Current()).Text);
        Assert.Equal((1, 1), (_state.Reads, _state.Writes));
    }

    [Fact]
    public async Task A_decision_to_keep_writes_nothing()
    {
        var record = Record();

        Assert.Equal(7, await record.Update(_ => Decision<Note, int>.Keep(7)));
        Assert.Equal(8, await record.Update(r => new Decision<Note, int>(r, 8)));
        Assert.Equal(0, _state.Writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_failed_write_the_store_is_asked_what_happened(bool tookEffect)
    {
        var record = Record();
        _state.FailNextWrite(new IOException(), tookEffect);
        await Assert.ThrowsAsync<IOException>(() => Write(record, "next"));

        Assert.False(record.TryCurrent(out _));
        Assert.Equal(tookEffect ? "next" : "stored before", (await record.Current()).Text);
        Assert.True(record.TryCurrent(out _));
        Assert.Equal(2, _state.Reads);
        Assert.Equal(0, _grain.Deactivations);
    }

    [Fact]
    public async Task Nothing_is_answered_from_memory_while_the_store_cannot_be_read()
    {
        var record = Record();
        _state.FailNextWrite(new IOException(), tookEffect: false);
        await Assert.ThrowsAsync<IOException>(() => Write(record, "next"));
        _state.ReadFault = new IOException();

        await Assert.ThrowsAsync<IOException>(async () => await record.Current());
        await Assert.ThrowsAsync<IOException>(
            () => record.Update<int>(_ => throw new InvalidOperationException("No decision may rest on a guess.")));
        await Assert.ThrowsAsync<IOException>(() => record.Clear(_ => true));
        Assert.False(record.TryCurrent(out _));

        _state.ReadFault = null;
        Assert.Equal("stored before", (await record.Current()).Text);
    }

    [Fact]
    public async Task The_next_update_decides_on_what_was_read_again()
    {
        var record = Record();
        _state.FailNextWrite(new IOException(), tookEffect: true);
        await Assert.ThrowsAsync<IOException>(() => Write(record, "one"));

        await record.Update(r => new Decision<Note, int>(new Note(r.Text + " two"), 0));

        Assert.Equal("one two", _state.Stored.Text);
        Assert.Equal("one two", (await record.Current()).Text);
    }

    [Fact]
    public async Task A_conflict_drops_the_activation_and_answers_nothing_from_memory()
    {
        var record = Record();
        _state.FailNextWrite(new InconsistentStateException("Another wrote."), tookEffect: false);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(record, "next"));

        Assert.Equal(1, _grain.Deactivations);
        Assert.False(record.TryCurrent(out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_of_another_is_told_as_such_and_nothing_is_answered_from_memory(bool isWrapped)
    {
        // Orleans wraps what a provider throws; a provider that is called without Orleans does not.
        var record = Record();
        var taken = new AddressTakenException();
        _state.FailNextWrite(isWrapped ? new OrleansException("The store failed.", taken) : taken, tookEffect: false);

        Assert.Same(taken, await Assert.ThrowsAsync<AddressTakenException>(() => Write(record, "next")));
        Assert.False(record.TryCurrent(out _));
        Assert.Equal("stored before", (await record.Current()).Text);
        Assert.Equal(0, _grain.Deactivations);
    }

    [Fact]
    public async Task Updates_stand_in_line_and_each_decides_on_the_one_before()
    {
        var record = Record();
        var store = new TaskCompletionSource();
        _state.Pause = store.Task;
        var first = Append(record, "1");
        var second = Append(record, "2");
        var third = Append(record, "3");

        Assert.Equal(1, _state.Writes);
        Assert.True(record.TryCurrent(out var meanwhile));
        Assert.Equal("stored before", meanwhile.Text);

        store.SetResult();
        await Task.WhenAll(first, second, third);

        Assert.Equal("stored before123", _state.Stored.Text);
        Assert.Equal(3, _state.Writes);
    }

    [Fact]
    public async Task One_that_fails_does_not_hold_up_those_behind_it()
    {
        var record = Record();
        var store = new TaskCompletionSource();
        _state.Pause = store.Task;
        _state.FailNextWrite(new IOException(), tookEffect: false);
        var first = Append(record, "1");
        var second = Append(record, "2");
        store.SetResult();

        await Assert.ThrowsAsync<IOException>(() => first);
        await second;

        Assert.Equal("stored before2", _state.Stored.Text);
    }

    [Fact]
    public async Task A_rule_that_throws_changes_nothing()
    {
        var record = Record();

        await Assert.ThrowsAsync<InvalidOperationException>(() => record.Update<int>(_ => throw new InvalidOperationException()));

        Assert.True(record.TryCurrent(out var current));
        Assert.Equal("stored before", current.Text);
        await Append(record, "1");
        Assert.Equal("stored before1", _state.Stored.Text);
    }

    [Fact]
    public async Task A_cleared_record_is_empty_and_a_failed_clearing_is_read_again()
    {
        var record = Record();
        _state.FailNextWrite(new IOException(), tookEffect: false);
        await Assert.ThrowsAsync<IOException>(() => record.Clear(_ => true));
        Assert.Equal("stored before", (await record.Current()).Text);

        await record.Clear(_ => true);
        Assert.Equal("", (await record.Current()).Text);
    }

    [Fact]
    public async Task A_record_that_another_silo_has_made_something_else_of_is_not_cleared()
    {
        var record = Record();
        await record.Current();
        _lease.IsHeld = false;
        _state.Stored = new Note("written by another silo");
        await record.Clear(r => r.Text == "stored before");

        Assert.Equal("written by another silo", _state.Stored.Text);
    }

    [Fact]
    public async Task A_record_that_was_damaged_for_a_moment_does_not_leak_the_intended_one()
    {
        var record = Record();
        _state.FailNextWrite(new IOException(), tookEffect: false);
        await Assert.ThrowsAsync<IOException>(() => Write(record, "never stored"));

        // Whatever else looks at the grain's state must not find what was not stored.
        Assert.Equal("stored before", _state.State.Text);
    }

    [Fact]
    public async Task Without_a_lease_every_answer_costs_a_reading_and_is_what_is_stored_now()
    {
        var record = Record();
        await record.Current();
        _lease.IsHeld = false;
        _state.Stored = new Note("written by another silo");

        Assert.False(record.TryCurrent(out _));
        Assert.Equal("written by another silo", (await record.Current()).Text);
        Assert.Equal("written by another silo", await record.Update(r => new Decision<Note, string>(null, r.Text)));
        Assert.Equal(3, _state.Reads);
    }

    [Fact]
    public async Task Told_that_it_has_changed_elsewhere_it_is_read_again_once()
    {
        var record = Record();
        await record.Current();
        _validity.Invalidate(_grain.GrainContext.GrainId);
        _state.Stored = new Note("written by another silo");

        Assert.Equal("written by another silo", (await record.Current()).Text);
        Assert.True(record.TryCurrent(out _));
        Assert.Equal(2, _state.Reads);
    }

    [Fact]
    public async Task A_record_of_a_newer_schema_is_neither_answered_from_nor_written()
    {
        var record = Record();
        await record.Current();
        _lease.IsHeld = false;
        _state.Stored = new Note("of tomorrow") { Schema = 2 };

        var refusal = await Assert.ThrowsAsync<NewerSchemaException>(async () => await record.Current());
        await Assert.ThrowsAsync<NewerSchemaException>(() => Write(record, "next"));
        await Assert.ThrowsAsync<NewerSchemaException>(() => record.Clear(_ => true));
        _lease.IsHeld = true;

        Assert.Contains("schema 2", refusal.Message, StringComparison.Ordinal);
        Assert.False(record.TryCurrent(out _));
        Assert.Equal(0, _state.Writes);
        Assert.Equal("of tomorrow", _state.Stored.Text);
    }

    [Fact]
    public async Task A_word_that_comes_while_it_is_read_voids_the_reading()
    {
        var record = Record();
        _state.WhileReading = () => _validity.Invalidate(_grain.GrainContext.GrainId);
        await record.Current();
        _state.WhileReading = null;

        Assert.False(record.TryCurrent(out _));
    }

    [Fact]
    public async Task Its_own_write_is_as_good_as_a_reading()
    {
        var record = Record();
        await record.Current();
        _validity.Invalidate(_grain.GrainContext.GrainId);
        await Write(record, "next");

        Assert.True(record.TryCurrent(out var current));
        Assert.Equal("next", current.Text);
    }

    private static Task<int> Write(StoredRecord<Note> record, string text) =>
        record.Update(_ => new Decision<Note, int>(new Note(text), 0));

    private static Task<int> Append(StoredRecord<Note> record, string text) =>
        record.Update(r => new Decision<Note, int>(new Note(r.Text + text), 0));

    private StoredRecord<Note> Record() => new(_state, _grain, _validity);

    private sealed record Note(string Text) : VersionedRecord
    {
        public override int KnownSchema() => 1;
    }

    private sealed class FakeState : IPersistentState<Note>
    {
        private (Exception Fault, bool TookEffect)? _next;

        public Note Stored { get; set; } = new("stored before");

        public Note State { get; set; } = new("");

        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public Task Pause { get; set; } = Task.CompletedTask;

        public Exception? ReadFault { get; set; }

        public Action? WhileReading { get; set; }

        public string? Etag => null;

        public bool RecordExists => true;

        public void FailNextWrite(Exception fault, bool tookEffect) => _next = (fault, tookEffect);

        public Task ReadStateAsync()
        {
            Reads++;
            if (ReadFault is not null)
            {
                throw ReadFault;
            }

            State = Stored;
            WhileReading?.Invoke();
            return Task.CompletedTask;
        }

        public async Task WriteStateAsync()
        {
            Writes++;
            var next = State;
            await Pause;
            Store(next);
        }

        public Task ClearStateAsync()
        {
            Store(new Note(""));
            State = Stored;
            return Task.CompletedTask;
        }

        private void Store(Note next)
        {
            var fault = _next;
            _next = null;
            if (fault is null or { TookEffect: true })
            {
                Stored = next;
            }

            if (fault is not null)
            {
                throw fault.Value.Fault;
            }
        }
    }
}
