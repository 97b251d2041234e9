package io.fourfold.topology.store;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.StreamThread;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.ResultOrder;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedBytesStore;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable store that begins anew by itself, and is restored by Kafka Streams from its changelog, when what it has on disk
 * is of no use: when it is corrupted, or was committed last longer ago than its topics keep tombstones.
 *
 * <p>Every block is read when the store opens; what is corrupted then is deleted before. What turns out to be later lets the
 * task fail with {@link TaskCorruptedException}, whereupon Kafka Streams closes and opens its stores; this one deletes its
 * files in between. (Kafka Streams itself does so only under exactly-once; otherwise it keeps the files, and with them what
 * was deleted meanwhile.)
 *
 * <p>The time of the last commit is committed as one more offset (KIP-1035). So it is durable exactly with what the store
 * has read: after a crash, which may take the store back to a commit of long ago, the time is that commit's.
 */
final class RenewableStore implements InvocationHandler {

    /** No topic; its offset is the time of the last commit in ms since 1970. */
    static final TopicPartition COMMITTED_AT = new TopicPartition("__committed-at", 0);

    /** Kafka Streams opens and commits every store at start, before it reads on. */
    private static final Duration READS_ON_WITHIN = Duration.ofMinutes(1);

    /** Where Kafka Streams before 4.3 kept the offsets of a task's stores; it would replace theirs. */
    private static final String CHECKPOINT = ".checkpoint";

    private static final Logger LOG = LoggerFactory.getLogger(RenewableStore.class);

    private final StateStore inner;
    private final StoreAge age;
    private StoreFiles files;
    private TaskId task;
    private Optional<FourfoldMetrics> metrics = Optional.empty();
    private Optional<ActiveStores> active = Optional.empty();
    private Optional<Counter> renewals = Optional.empty();
    private Runnable unpublished = () -> {};
    private long openedAt;
    private volatile long committedAt;
    private boolean forgotten;
    private volatile ProcessorStateException corruption;

    private RenewableStore(StateStore inner, StoreAge age) {
        this.inner = inner;
        this.age = age;
    }

    /**
     * A store that can begin anew.
     *
     * @param inner manages its offsets (KIP-1035)
     * @param type interface of the store
     * @param age which it may reach
     */
    @SuppressWarnings("unchecked") // It is a store of the same type.
    static <S extends StateStore> S of(S inner, Class<? super S> type, StoreAge age) {
        // Kafka Streams asks for the type of stores whose values begin with a timestamp.
        Class<?>[] types = inner instanceof TimestampedBytesStore
                ? new Class<?>[] {type, TimestampedBytesStore.class}
                : new Class<?>[] {type};
        return (S) Proxy.newProxyInstance(RenewableStore.class.getClassLoader(), types, new RenewableStore(inner, age));
    }

    @Override
    @SuppressWarnings("unchecked") // As the methods are declared.
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "init" -> {
                init((StateStoreContext) arguments[0], (StateStore) arguments[1]);
                yield null;
            }
            case "commit" -> {
                commit((Map<TopicPartition, Long>) arguments[0]);
                yield null;
            }
            case "close" -> {
                close();
                yield null;
            }
            case "committedOffset" -> committedOffset((TopicPartition) arguments[0]);
            case "query" -> query((Query<?>) arguments[0], (PositionBound) arguments[1], (QueryConfig) arguments[2]);
            default ->
                method.getDeclaringClass() == StateStore.class || method.getDeclaringClass() == Object.class
                        ? call(method, arguments)
                        : guarded(() -> call(method, arguments), Corruption::during);
        };
    }

    private void init(StateStoreContext context, StateStore root) {
        task = context.taskId();
        metrics = Optional.ofNullable((FourfoldMetrics) context.appConfigs().get(FourfoldMetrics.CONFIG_KEY));
        // At 0 from the start on: Prometheus sees no increase of what is there only once it has happened.
        renewals = metrics.map(known -> known.storesRenewed(inner.name()));
        files = new StoreFiles(context.stateDir().toPath(), inner.name());
        active = ActiveStores.in(context.appConfigs());
        forgotten = false;
        corruption = null;
        inactive();
        verify();
        open(context, root);
        openedAt = age.now();
        Long known = committedOffset(COMMITTED_AT);
        if (known != null && age.exceededSince(known)) {
            throw renewed(
                    "was committed last at " + Instant.ofEpochMilli(known) + " and may have missed deletes", null);
        }
        committedAt = known == null ? openedAt : known;
        publishAge();
    }

    private void publishAge() {
        if (age.isLimited()) {
            metrics.ifPresent(known ->
                    unpublished = known.storeAge(inner.name(), task.toString(), () -> age.ratioSince(committedAt)));
        }
    }

    /** What fails for other reasons will fail again when the store opens. */
    private void verify() {
        try {
            if (Files.deleteIfExists(files.taskDirectory().resolve(CHECKPOINT))) {
                LOG.warn("Task {} had a file {}, which its stores do not need; it is deleted", task, CHECKPOINT);
            }
            files.verify();
        } catch (RocksDBException | IOException e) {
            if (Corruption.atOpening(e)) {
                renewed("is corrupted", e);
                delete();
                corruption = null;
            }
        }
    }

    private void open(StateStoreContext context, StateStore root) {
        try {
            guarded(
                    () -> {
                        inner.init(context, root);
                        return null;
                    },
                    Corruption::atOpening);
        } catch (TaskCorruptedException e) {
            // It may not have registered, and then nobody else closes it.
            close();
            throw e;
        } catch (ProcessorStateException e) {
            if (Thread.currentThread() instanceof StreamThread) {
                throw e;
            }
            // At start Kafka Streams passes over corrupted tasks, until their threads open the stores again; whatever
            // else is thrown then keeps the application from starting for good.
            close();
            throw new TaskCorruptedException(Set.of(task), e);
        }
    }

    private void commit(Map<TopicPartition, Long> changelogOffsets) {
        // Kafka Streams has found that what the store has does not fit its changelog.
        forgotten |= changelogOffsets.isEmpty();
        Map<TopicPartition, Long> dated = new HashMap<>(changelogOffsets);
        if (!changelogOffsets.isEmpty() && hasReadOn()) {
            committedAt = age.now();
            dated.put(COMMITTED_AT, committedAt);
        }
        guarded(
                () -> {
                    inner.commit(dated);
                    return null;
                },
                Corruption::during);
    }

    private boolean hasReadOn() {
        return committedOffset(COMMITTED_AT) == null || age.now() - openedAt >= READS_ON_WITHIN.toMillis();
    }

    private Long committedOffset(TopicPartition partition) {
        return guarded(() -> inner.committedOffset(partition), Corruption::atOpening);
    }

    /** Whoever asks is answered by others meanwhile; the task itself fails with whatever it does next. */
    private QueryResult<?> query(Query<?> query, PositionBound bound, QueryConfig config) {
        try {
            return guarded(() -> answer(query, bound, config), Corruption::during);
        } catch (TaskCorruptedException | InvalidStateStoreException e) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, e.getMessage());
        } catch (ProcessorStateException e) {
            return QueryResult.forFailure(FailureReason.STORE_EXCEPTION, e.toString());
        }
    }

    /**
     * Looks up in tables by itself: Kafka's own store takes the lock of its position before that of the store, and a write
     * does it the other way round, so that both can stop for good (KAFKA-19629).
     */
    @SuppressWarnings("unchecked") // So are the keys and values of these stores.
    private QueryResult<?> answer(Query<?> query, PositionBound bound, QueryConfig config) {
        if (inner instanceof TimestampedBytesStore && bound.isUnbounded()) {
            KeyValueStore<Bytes, byte[]> table = (KeyValueStore<Bytes, byte[]>) inner;
            if (query instanceof KeyQuery<?, ?> lookUp) {
                return QueryResult.forResult(table.get((Bytes) lookUp.getKey()));
            }
            if (query instanceof RangeQuery<?, ?> range && range.resultOrder() != ResultOrder.DESCENDING) {
                return QueryResult.forResult(
                        table.range((Bytes) range.getLowerBound().orElse(null), (Bytes)
                                range.getUpperBound().orElse(null)));
            }
        }
        return inner.query(query, bound, config);
    }

    private void close() {
        unpublished.run();
        inactive();
        inner.close();
        if (forgotten || corruption != null) {
            delete();
        }
    }

    private void inactive() {
        active.ifPresent(known -> known.ends(inner.name(), task.partition()));
    }

    private void delete() {
        try {
            files.delete();
        } catch (IOException e) {
            throw new ProcessorStateException("The store '" + inner.name() + "' cannot be deleted", e);
        }
    }

    private <T> T guarded(Supplier<T> access, Predicate<Throwable> corrupting) {
        if (corruption != null) {
            throw new TaskCorruptedException(Set.of(task), corruption);
        }
        try {
            return access.get();
        } catch (TaskCorruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (corrupting.test(e)) {
                throw renewed("is corrupted", e);
            }
            throw e;
        }
    }

    /** From now on the store fails, until it is opened again. */
    private synchronized TaskCorruptedException renewed(String reason, Exception cause) {
        if (corruption == null) {
            LOG.warn(
                    "Store '{}' of task {} in {} {}; it is deleted and restored from its changelog{}",
                    inner.name(),
                    task,
                    files.taskDirectory(),
                    reason,
                    cause == null ? "" : ": " + Corruption.rootOf(cause));
            renewals.ifPresent(Counter::increment);
            corruption = new ProcessorStateException("The store '" + inner.name() + "' " + reason, cause);
        }
        return new TaskCorruptedException(Set.of(task), corruption);
    }

    private Object call(Method method, Object[] arguments) {
        try {
            return method.invoke(inner, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
