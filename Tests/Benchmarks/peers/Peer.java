import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The Java client with the same work as the peers in Python (work.py): "plain" one message at a time, "tuned" with a
 *  window of unconfirmed messages and acknowledgements of all that is confirmed. */
public class Peer {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String QUEUE = System.getenv("BENCH_QUEUE");
    static final String EXCHANGE = System.getenv("BENCH_EXCHANGE");
    static final String KEY = System.getenv("BENCH_KEY");
    static final int PREFETCH = Integer.parseInt(System.getenv("BENCH_PREFETCH"));
    static final int SIZE = Integer.parseInt(System.getenv().getOrDefault("BENCH_OUT_SIZE", "2048"));
    static final String PADDING = "p".repeat(Math.max(SIZE - 480, 0));
    static final BigDecimal SHARE = new BigDecimal("0.35"), REVIEW = new BigDecimal(10_000);
    static final int ACKNOWLEDGE_EVERY = 64, AT_LATEST_MS = 5;

    static byte[] answer(byte[] body) throws IOException {
        JsonNode event = MAPPER.readTree(body), data = event.get("data");
        BigDecimal total = BigDecimal.ZERO;
        ObjectNode answer = MAPPER.createObjectNode(), decision = MAPPER.createObjectNode();
        ArrayNode lines = MAPPER.createArrayNode();
        for (JsonNode measure : data.get("measures")) {
            BigDecimal cost = new BigDecimal(measure.get("cost").asText());
            BigDecimal amount = cost.multiply(SHARE).setScale(2, RoundingMode.HALF_EVEN);
            total = total.add(amount);
            ObjectNode line = lines.addObject();
            line.set("id", measure.get("id"));
            line.set("measure", measure.get("measure"));
            line.put("calculated", amount.toString());
            line.put("awarded", amount.toString());
            ArrayNode models = line.putArray("models");
            for (JsonNode unit : measure.get("units")) models.add(unit.get("model"));
            line.putArray("reasons").add("eligible").add("share of the cost");
        }
        for (String name : new String[] {"application", "revision", "program"}) decision.set(name, data.get(name));
        decision.put("status", total.compareTo(REVIEW) < 0 ? "approved" : "in_review");
        decision.put("total", total.toString());
        decision.set("measures", lines);
        decision.set("customer", data.get("customer").get("id"));
        decision.set("site", data.get("site").get("id"));
        answer.put("specversion", "1.0");
        answer.set("id", event.get("id"));
        answer.put("type", "decided");
        answer.set("subject", data.get("application"));
        answer.set("data", decision);
        answer.put("filler", PADDING);
        return MAPPER.writeValueAsBytes(answer);
    }

    static AMQP.BasicProperties properties(AMQP.BasicProperties of) {
        return new AMQP.BasicProperties.Builder().contentType("application/json").deliveryMode(2)
            .messageId(of.getMessageId()).build();
    }

    static void plain(Channel channel) throws Exception {
        // The client holds 1,000 deliveries of a channel back; with more than that before them confirms are not read.
        channel.basicQos(Math.min(PREFETCH, 512));
        channel.basicConsume(QUEUE, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                channel.basicPublish(EXCHANGE, KEY, true, properties(properties), answer(body));
                try {
                    channel.waitForConfirmsOrDie(10_000);
                } catch (Exception failure) {
                    throw new IOException(failure);
                }
                channel.basicAck(envelope.getDeliveryTag(), false);
            }
        });
    }

    /** One consumer, one publisher, all in order: a delivery's tag is the number of the message that answers it. */
    static class Window implements ConfirmListener {
        final Channel consuming;
        final TreeSet<Long> ahead = new TreeSet<>();
        long confirmed, acknowledged;

        Window(Channel consuming) {
            this.consuming = consuming;
        }

        @Override
        public synchronized void handleAck(long tag, boolean multiple) throws IOException {
            if (multiple) {
                ahead.headSet(tag, true).clear();
                confirmed = Math.max(confirmed, tag);
            } else {
                ahead.add(tag);
            }
            while (ahead.remove(confirmed + 1)) confirmed++;
            if (confirmed - acknowledged >= ACKNOWLEDGE_EVERY) acknowledge();
        }

        @Override
        public void handleNack(long tag, boolean multiple) {
            System.exit(2);
        }

        synchronized void acknowledge() throws IOException {
            if (confirmed == acknowledged) return;
            consuming.basicAck(confirmed, true);
            acknowledged = confirmed;
        }
    }

    static void tuned(Channel consuming, Channel publishing) throws Exception {
        consuming.basicQos(PREFETCH);
        Window window = new Window(consuming);
        publishing.addConfirmListener(window);
        Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(() -> {
            try {
                window.acknowledge();
            } catch (IOException failure) {
                System.exit(1);
            }
        }, AT_LATEST_MS, AT_LATEST_MS, TimeUnit.MILLISECONDS);
        consuming.basicConsume(QUEUE, false, new DefaultConsumer(consuming) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                publishing.basicPublish(EXCHANGE, KEY, false, properties(properties), answer(body));
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(System.getenv("BENCH_URL"));
        boolean tuned = arguments.length > 0 && arguments[0].equals("tuned");
        Connection connection = factory.newConnection();
        Channel consuming = connection.createChannel();
        Channel publishing = tuned ? factory.newConnection().createChannel() : consuming;
        publishing.confirmSelect();
        if (tuned) tuned(consuming, publishing);
        else plain(consuming);
    }
}
