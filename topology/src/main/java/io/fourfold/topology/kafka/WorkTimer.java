package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Runs work at intervals, but only while there is any: Kafka Streams commits after every run, even of nothing. */
public final class WorkTimer {

    private final ProcessorContext<?, ?> context;
    private final Duration interval;
    private final BooleanSupplier hasWork;
    private final Runnable work;
    private Cancellable schedule;

    /**
     * @param interval wall-clock time between two runs
     * @param hasWork whether the timer runs on
     */
    public WorkTimer(ProcessorContext<?, ?> context, Duration interval, BooleanSupplier hasWork, Runnable work) {
        this.context = context;
        this.interval = interval;
        this.hasWork = hasWork;
        this.work = work;
    }

    /** Starts the timer if there is work and it does not run yet. */
    public void start() {
        if (schedule == null && hasWork.getAsBoolean()) {
            schedule = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, timestamp -> run());
        }
    }

    private void run() {
        work.run();
        if (!hasWork.getAsBoolean()) {
            schedule.cancel();
            schedule = null;
        }
    }
}
