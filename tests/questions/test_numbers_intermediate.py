"""Every number of the intermediate answers, computed again and looked up in the text."""

import math
import statistics
import struct
from fractions import Fraction
from itertools import pairwise

from tests.questions.answers import answer

THREE_BY_THREE = 9


def has(question_id: str, *expected: str) -> None:
    text = " ".join(answer(question_id).split())
    for words in expected:
        assert words in text, words


def softmax(logits: list[float], temperature: float = 1.0) -> list[float]:
    top = max(logits)
    powers = [math.exp((z - top) / temperature) for z in logits]
    return [power / sum(powers) for power in powers]


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def half_precision(x: float) -> float:
    return float(struct.unpack("e", struct.pack("e", x))[0])


# 01: receptive field


def receptive_field(layers: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    r, j, found = 1, 1, []
    for kernel, stride, dilation in layers:
        r += (kernel - 1) * dilation * j
        j *= stride
        found.append((r, j))
    return found


def test_dlp_intermediate_01_field_of_the_stem() -> None:
    field = receptive_field([(7, 2, 1), (3, 2, 1), (3, 1, 1), (3, 1, 1)])
    assert field == [(7, 2), (11, 4), (19, 4), (27, 4)]
    (r1, j1), (r2, j2), (r3, j3), (r4, _) = field
    has(
        "dlp-intermediate-01",
        f"{r4} x {r4} pixels",
        f"r = {r1}, j = {j1}",
        f"r = {r1} + 2·{j1} = {r2}, j = {j2}",
        f"r = {r2} + 2·{j2} = {r3}",
        f"r = {r3} + 2·{j3} = {r4}",
    )


def test_dlp_intermediate_01_dilations() -> None:
    dilated = receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)])[-1][0]
    plain = receptive_field([(3, 1, 1)] * 3)[-1][0]
    weights = 3 * THREE_BY_THREE
    has(
        "dlp-intermediate-01",
        f"1 + 2 + 4 + 8 = {dilated} pixels instead of {plain}",
        f"the same {weights} weights",
    )


def test_dlp_intermediate_01_effective_field() -> None:
    kernel = [Fraction(1)]
    for _ in range(20):
        wider = [Fraction(0)] * (len(kernel) + 2)
        for place, weight in enumerate(kernel):
            for shift in range(3):
                wider[place + shift] += weight / 3
        kernel = wider
    centre = len(kernel) // 2
    variance = sum(weight * (place - centre) ** 2 for place, weight in enumerate(kernel))
    middle = sum(kernel[centre - 7 : centre + 8])
    has(
        "dlp-intermediate-01",
        f"r = {len(kernel)}",
        f"√(20·2/3) = {math.sqrt(variance):.2f}",
        f"{float(middle):.0%} of its weight lies in the middle 15",
    )


# 02: clipping


def test_dlp_intermediate_02_two_ways_to_clip() -> None:
    g = (3.0, 4.0)
    norm = math.hypot(*g)
    by_norm = tuple(x * min(1, 1 / norm) for x in g)
    by_value = tuple(min(x, 1.0) for x in g)
    angle = [math.degrees(math.atan2(y, x)) for x, y in (g, by_norm, by_value)]
    assert math.isclose(angle[0], angle[1])
    has(
        "dlp-intermediate-02",
        f"g = (3, 4) has norm {norm:.0f}",
        f"({by_norm[0]:.1f}, {by_norm[1]:.1f}), still at {angle[1]:.1f}°",
        f"({by_value[0]:.0f}, {by_value[1]:.0f}), now at {angle[2]:.0f}°",
    )


def test_dlp_intermediate_02_memory_of_v() -> None:
    has("dlp-intermediate-02", f"about {round(1 / (1 - 0.999)):,} steps at β₂ = 0.999")


# 03: momentum


def roll(*, nesterov: bool, mu: float = 0.9, eta: float = 0.1) -> list[float]:
    x, v = 1.0, 0.0
    path = [x]
    for _ in range(1000):
        v = mu * v + (x - eta * mu * v if nesterov else x)
        x -= eta * v
        path.append(x)
    return path


def settled(path: list[float]) -> int:
    return 1 + max(step for step, x in enumerate(path) if abs(x) > 0.01)


def test_dlp_intermediate_03_steady_slope() -> None:
    v = 0.0
    for _ in range(10):
        v = 0.9 * v + 1
    has("dlp-intermediate-03", "ten times g at μ = 0.9", f"after 10 steps it has {v / 10:.0%}")
    assert round(1 / (1 - 0.9)) == 10
    assert round((1 / (1 - 0.99)) / (1 / (1 - 0.9))) == 10


def test_dlp_intermediate_03_quadratic() -> None:
    classical, nesterov, plain = (
        roll(nesterov=False),
        roll(nesterov=True),
        roll(nesterov=False, mu=0),
    )
    has(
        "dlp-intermediate-03",
        f"Classical overshoots to {min(classical):.3f} and stays within 0.01 from step"
        f" {settled(classical)}",
        f"Nesterov reaches {min(nesterov):.3f} and step {settled(nesterov)}",
        f"Plain descent needs {settled(plain)}",
    )


def test_dlp_intermediate_03_effective_momentum() -> None:
    mu, eta, curvature = 0.9, 0.1, 3.0
    x, v = 0.7, -0.4
    ahead = mu * v + curvature * (x - eta * mu * v)
    damped = mu * (1 - eta * curvature) * v + curvature * x
    assert math.isclose(ahead, damped)
    has("dlp-intermediate-03", "μ(1 - ηλ)")


# 04: cross-entropy


def test_dlp_intermediate_04_stable_example() -> None:
    z = [1000.0, 998.0, 990.0]
    lse = max(z) + math.log(sum(math.exp(x - max(z)) for x in z))
    p = softmax(z)
    gradient = [p[0] - 1, p[1], p[2]]
    has(
        "dlp-intermediate-04",
        f"= {lse:.3f}, loss {lse - z[0]:.3f}",
        f"p = ({p[0]:.4f}, {p[1]:.4f}, {p[2]:.5f})",
        f"gradient ({gradient[0]:.4f}, {gradient[1]:.4f}, {gradient[2]:.5f})",
    )
    assert math.isclose(sum(gradient), 0, abs_tol=1e-12)


def test_dlp_intermediate_04_overflow_and_underflow() -> None:
    largest = struct.unpack("f", b"\xff\xff\x7f\x7f")[0]
    has("dlp-intermediate-04", f"overflows above {math.log(largest):.1f}")
    assert struct.unpack("f", struct.pack("f", math.exp(-200)))[0] == 0
    assert math.isclose(-200 - math.log1p(math.exp(-200)), -200)


def test_dlp_intermediate_04_squared_error_saturates() -> None:
    p = 0.01

    def losses(logit: float) -> tuple[float, float]:
        return -math.log(sigmoid(logit)), 0.5 * (sigmoid(logit) - 1) ** 2

    logit, step = math.log(p / (1 - p)), 1e-5
    cross, squared = (
        (after - before) / (2 * step)
        for before, after in zip(losses(logit - step), losses(logit + step), strict=True)
    )
    has("dlp-intermediate-04", f"cross-entropy gives {cross:.2f}", f"= {squared:.4f}")


# 05: depthwise separable


def test_dlp_intermediate_05_counts() -> None:
    channels, positions = 256, 14 * 14
    standard = THREE_BY_THREE * channels * channels
    depthwise, pointwise = THREE_BY_THREE * channels, channels * channels
    both = depthwise + pointwise
    assert Fraction(both, standard) == Fraction(1, channels) + Fraction(1, THREE_BY_THREE)
    has(
        "dlp-intermediate-05",
        f"9·256·256 = {standard:,}",
        f"depthwise 9·256 = {depthwise:,}, pointwise 256·256 = {pointwise:,}, together {both:,}",
        f"14·14 = {positions} positions",
        f"{standard * positions / 1e6:.1f} against {both * positions / 1e6:.1f} million",
        f"a factor of {standard / both:.2f}",
        f"about {standard / both:.1f} times fewer",
        f"The 1 x 1 part is {pointwise / both:.1%}",
    )


def test_dlp_intermediate_05_operations_per_byte() -> None:
    maps = 2 * 256 * 14 * 14 * 2  # input and output, two bytes each

    def intensity(weights: int) -> float:
        return 2 * weights * 14 * 14 / (maps + 2 * weights)

    standard, pointwise, depthwise = (intensity(w) for w in (9 * 256 * 256, 256 * 256, 9 * 256))
    has(
        "dlp-intermediate-05",
        f"standard {standard:.0f}, pointwise {pointwise:.0f}, depthwise {depthwise:.1f}",
    )


# 06: Adam


def uncorrected(steps: int) -> float:
    m = v = 0.0
    for _ in range(steps):
        m = 0.9 * m + 0.1 * 0.1
        v = 0.999 * v + 0.001 * 0.1**2
    return m / math.sqrt(v)


def test_dlp_intermediate_06_first_step() -> None:
    m, v = (1 - 0.9) * 0.1, (1 - 0.999) * 0.1**2
    corrected = (m / (1 - 0.9)) / math.sqrt(v / (1 - 0.999))
    assert math.isclose(corrected, 1)
    has(
        "dlp-intermediate-06",
        f"m = {m:.2f}, v = {v:.5f}",
        f"m̂ = {m / (1 - 0.9):.1f}, v̂ = {v / (1 - 0.999):.2f}",
        f"0.01/√0.00001 = {m / math.sqrt(v):.2f}η",
    )


def test_dlp_intermediate_06_later_steps() -> None:
    peak = max(range(1, 300), key=uncorrected)
    has(
        "dlp-intermediate-06",
        f"peaks at {uncorrected(peak):.2f} in step {peak}",
        f"still {uncorrected(100):.2f} in step 100",
    )


def test_dlp_intermediate_06_memory_and_epsilon() -> None:
    has("dlp-intermediate-06", f"{7e9 * 8 / 1e9:.0f} GB for 7 billion", "halves the step")
    assert math.isclose(1e-8 / (1e-8 + 1e-8), 0.5)


# 07: schedule


def rate(step: int) -> float:
    peak, low, warm, total = 3e-4, 3e-5, 2_000, 100_000
    if step < warm:
        return peak * step / warm
    return low + 0.5 * (peak - low) * (1 + math.cos(math.pi * (step - warm) / (total - warm)))


def test_dlp_intermediate_07_values() -> None:
    assert (51_000 - 2_000) / 98_000 == 0.5
    assert (75_500 - 2_000) / 98_000 == 0.75
    has(
        "dlp-intermediate-07",
        f"Step 500 has {rate(500) * 1e5:.1f}e-5",
        f"step 51,000 (u = ½) {rate(51_000) * 1e4:.2f}e-4",
        f"step 75,500 (u = ¾) only {rate(75_500) * 1e5:.2f}e-5",
    )


# 08: initialisation


def test_dlp_intermediate_08_standard_deviations() -> None:
    n_in, n_out = 512, 256
    xavier = 2 / (n_in + n_out)
    has(
        "dlp-intermediate-08",
        f"√(2/{n_in + n_out}) = {math.sqrt(xavier):.4f}",
        f"±√(6/{n_in + n_out}) = ±{math.sqrt(3 * xavier):.4f}",
        f"√(2/{n_in}) = {math.sqrt(2 / n_in):.4f}",
        f"2⁻¹⁰ = {0.5**10:.5f} after ten",
    )


def test_dlp_intermediate_08_relu_halves_the_second_moment() -> None:
    normal = statistics.NormalDist()
    width = 0.001
    grid = [(i + 0.5) * width for i in range(10_000)]
    assert math.isclose(sum(z * z * normal.pdf(z) * width for z in grid), 0.5, abs_tol=1e-4)


# 09: norms


def test_dlp_intermediate_09_layer_and_rms_norm() -> None:
    x = (2, 4, 4, 6)
    mean, variance = statistics.fmean(x), statistics.pvariance(x)
    layer = [(value - mean) / math.sqrt(variance) for value in x]
    rms = math.sqrt(statistics.fmean(value * value for value in x))
    has(
        "dlp-intermediate-09",
        f"μ = {mean:.0f}, σ² = {variance:.0f}",
        f"({layer[0]:.3f}, {layer[1]:.0f}, {layer[2]:.0f}, {layer[3]:.3f})",
        f"√18 = {rms:.3f}",
        "(" + ", ".join(f"{value / rms:.3f}" for value in x) + ")",
    )


def test_dlp_intermediate_09_sizes() -> None:
    n, c, h, w = 32, 64, 56, 56
    has(
        "dlp-intermediate-09",
        f"{c} means, each over N, H, W: {n * h * w:,} values",
        f"{n} means over {c * h * w:,} values",
        f"{n * 32:,} means over 2·56·56 = {c // 32 * h * w:,} values",
    )


# 10: residual connections


def test_dlp_intermediate_10_products() -> None:
    plain, residual = math.prod([0.1] * 50), math.prod([1.1] * 50)
    assert round(math.log10(plain)) == -50
    has("dlp-intermediate-10", "0.1⁵⁰ = 10⁻⁵⁰", f"1.1⁵⁰ = {residual:.0f}")


# 11: data parallel and accumulation


def test_dlp_intermediate_11_batch_and_traffic() -> None:
    has(
        "dlp-intermediate-11",
        f"8 · 16 · 8 = {8 * 16 * 8:,}",
        f"(2 GB) and p = 8, {2 * 7 / 8 * (1e9 * 2 / 1e9):.1f} GB",
    )


def test_dlp_intermediate_11_mean_of_means() -> None:
    sizes, losses = (100, 300), (2, 4)
    by_token = sum(n * loss for n, loss in zip(sizes, losses, strict=True)) / sum(sizes)
    has(
        "dlp-intermediate-11",
        f"mean of means of {statistics.fmean(losses):.1f}",
        f"over tokens it is {by_token:.1f}",
    )


# 12: ROC and PR


def tail(x: float) -> float:
    return 0.5 * math.erfc(x / math.sqrt(2))


SHIFT = math.sqrt(2) * statistics.NormalDist().inv_cdf(0.95)


def average_precision(prevalence: float) -> float:
    steps = 20_000
    points = [(-8 + i * (SHIFT + 16) / steps) for i in range(steps + 1)]
    area = 0.0
    for low, high in pairwise(points):
        middle = (low + high) / 2
        hits, alarms = prevalence * tail(middle - SHIFT), (1 - prevalence) * tail(middle)
        area += hits / (hits + alarms) * (tail(low - SHIFT) - tail(high - SHIFT))
    return area


def test_dlp_intermediate_12_areas() -> None:
    assert math.isclose(1 - tail(SHIFT / math.sqrt(2)), 0.95)
    half, tenth, hundredth, thousandth = (average_precision(p) for p in (0.5, 0.1, 0.01, 0.001))
    has(
        "dlp-intermediate-12",
        f"positives N({SHIFT:.3f}, 1)",
        f"{half:.3f} at π = 50%, {tenth:.3f} at 10%, {hundredth:.3f} at 1% and {thousandth:.3f}",
        f"{thousandth / 0.001:.0f} times the chance level",
        f"At 50% this model shows {half:.3f}, in use {thousandth:.3f}",
    )


def test_dlp_intermediate_12_alarms() -> None:
    threshold = statistics.NormalDist().inv_cdf(0.95)
    recall = tail(threshold - SHIFT)
    found, false = 100 * recall, 99_900 * 0.05
    has(
        "dlp-intermediate-12",
        f"its TPR is {recall:.0%}",
        f"{found:.0f} of 100 faults found and {false:,.0f} false alarms",
        f"a precision of {found / (found + false):.1%}",
    )


# 13: scaled dot product


def test_dlp_intermediate_13_saturation() -> None:
    raw = math.sqrt(2 * 64)
    weight, scaled, flat = (sigmoid(raw / by) for by in (1, 8, 64))
    has(
        "dlp-intermediate-13",
        f"spread by {math.sqrt(64):.0f}",
        f"√128 = {raw:.1f}",
        f"weights {weight:.5f} and {1 - weight:.5f}",
        f"p(1 - p) = {weight * (1 - weight):.6f}",
        f"difference {raw / 8:.2f}, weights {scaled:.2f} and {1 - scaled:.2f},"
        f" factor {scaled * (1 - scaled):.3f}",
        f"difference {raw / 64:.2f}, weights {flat:.2f} and {1 - flat:.2f}",
        f"√8 = {math.sqrt(512) / math.sqrt(64):.2f} times",
    )


# 14: causal mask


def test_dlp_intermediate_14_pairs() -> None:
    def visible(n: int) -> int:
        return sum(1 for i in range(n) for j in range(n) if j <= i)

    has(
        "dlp-intermediate-14",
        f"{visible(4)} of {4 * 4} for n = 4",
        f"{visible(1024):,} of {1024 * 1024:,} for n = 1,024",
        f"0.99¹⁰⁰ = {0.99**100:.0%}",
    )


def test_dlp_intermediate_14_mask_before_and_after() -> None:
    before = softmax([0.0, 0.0, 0.0, -math.inf])
    after = [weight * keep for weight, keep in zip(softmax([0.0] * 4), (1, 1, 1, 0), strict=True)]
    assert all(math.isclose(x, y) for x, y in zip(before, (1 / 3, 1 / 3, 1 / 3, 0), strict=True))
    assert after == [0.25, 0.25, 0.25, 0]
    assert sum(after) == 0.75
    has("dlp-intermediate-14", "⅓, ⅓, ⅓, 0", "¼, ¼, ¼, 0: the sum is ¾")


# 15: distillation


def test_dlp_intermediate_15_temperatures() -> None:
    cold, warm = softmax([6, 4, 0]), softmax([6, 4, 0], 4)
    has(
        "dlp-intermediate-15",
        "(" + ", ".join(f"{p:.3f}" for p in cold) + ") at T = 1",
        "(" + ", ".join(f"{p:.3f}" for p in warm) + ") at T = 4",
    )


def test_dlp_intermediate_15_gradient_shrinks_with_the_square() -> None:
    teacher, student = [0.3, -0.1, -0.2], [-0.2, 0.1, 0.1]

    def gradient(temperature: float) -> float:
        p, t = softmax(student, temperature), softmax(teacher, temperature)
        return (p[0] - t[0]) / temperature

    assert round(gradient(1) / gradient(4)) == 4**2
    has("dlp-intermediate-15", f"about {4**2} times less at T = 4")


# 16: search


def test_dlp_intermediate_16_numbers() -> None:
    rungs = [(27, 1), (9, 3), (3, 9), (1, 27)]
    costs = [runs * epochs for runs, epochs in rungs]
    assert set(costs) == {27}
    has(
        "dlp-intermediate-16",
        f"2⁴ = {2**4} or 3⁴ = {3**4} runs",
        f"1 - 0.95⁶⁰ = {1 - 0.95**60:.3f}",
        f"each rung costs {costs[0]} epochs, {sum(costs)} in all:"
        f" 60 full runs of 27 ({60 * 27:,} epochs)"
        f" pay for {60 * 27 // sum(costs)} such rounds, {60 * 27 // sum(costs) * 27} settings",
        f"{(1e-1 - 1e-2) / (1e-1 - 1e-5):.0%} of the draws above 0.01",
    )


# 17: smoothing and calibration


def test_dlp_intermediate_17_smoothing() -> None:
    classes, eps = 100, 0.1
    true, other = 1 - eps + eps / classes, eps / classes
    entropy = -true * math.log(true) - (classes - 1) * other * math.log(other)
    has(
        "dlp-intermediate-17",
        f"targets {true:.3f} and {other:.3f}",
        f"= {math.log(true / other):.2f}",
        f"cannot fall below {entropy:.3f}",
    )


def test_dlp_intermediate_17_calibration_error() -> None:
    bins = [(60, 0.95, 0.85), (40, 0.65, 0.70)]
    parts = [n / 100 * abs(right - sure) for n, sure, right in bins]
    has("dlp-intermediate-17", f"{parts[0]:.2f} + {parts[1]:.2f} = {sum(parts):.2f}")
    gap = sum(
        math.comb(100, k) * 0.9**k * 0.1 ** (100 - k) * abs(k / 100 - 0.9) for k in range(101)
    )
    has("dlp-intermediate-17", f"a gap of {gap:.3f} on average")


# 18: mixed precision


def bfloat(x: float) -> float:
    bits = struct.unpack("I", struct.pack("f", x))[0]
    rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000
    return float(struct.unpack("f", struct.pack("I", rounded))[0])


def test_dlp_intermediate_18_formats() -> None:
    largest = struct.unpack("e", b"\xff\x7b")[0]
    smallest = struct.unpack("e", b"\x01\x00")[0]
    assert smallest == 2**-24
    largest_bfloat = struct.unpack("f", b"\x00\x00\x7f\x7f")[0]
    has(
        "dlp-intermediate-18",
        f"2⁻²⁴ = {smallest * 1e8:.1f}e-8 {largest:,.0f}",
        f"{largest_bfloat / 1e38:.1f}e38",
    )


def test_dlp_intermediate_18_range_and_precision() -> None:
    assert half_precision(2e-8) == 0
    scaled = half_precision(2e-8 * 1024)
    assert half_precision(1 + 0.0004) == 1
    assert bfloat(1 + 0.0004) == 1
    half_step = struct.unpack("e", b"\x01\x3c")[0] - 1
    bfloat_step = struct.unpack("f", b"\x00\x00\x81\x3f")[0] - 1
    has(
        "dlp-intermediate-18",
        f"it becomes {scaled * 1e5:.2f}e-5",
        f"it is {scaled / 1024 * 1e8:.2f}e-8 again",
        f"2⁻¹⁰ = {half_step:.5f}",
        f"2⁻⁷ = {bfloat_step:.4f}",
        f"GradScaler` starts at {2**16:,}",
        f"2 + 2 + 4 + 8 = {2 + 2 + 4 + 8} bytes",
    )


# 19: KV cache


def test_dlp_intermediate_19_cache() -> None:
    def cache(heads: int, tokens: int = 1, users: int = 1) -> int:
        return 2 * 32 * heads * 128 * tokens * users * 2

    gib = 2**30
    one_user = cache(32, 4096)
    has(
        "dlp-intermediate-19",
        f"2·32·32·128·2 = {cache(32):,} bytes = {cache(32) / 2**20:.1f} MiB",
        f"4,096 tokens → {one_user / gib:.0f} GiB",
        f"16 users → {cache(32, 4096, 16) / gib:.0f} GiB",
        f"a quarter, {cache(8, 4096, 16) / gib:.0f} GiB",
        f"Multi-query (1 head): {cache(1, 4096, 16) / gib:.0f} GiB",
        f"take {one_user / 2e12 * 1e3:.2f} ms",
        f"7 billion parameters ({7e9 * 2 / 1e9:.0f} GB)",
    )


# 20: InfoNCE


def test_dlp_intermediate_20_temperature() -> None:
    negatives = [0.6] + [0.0] * 9
    sharp, soft = softmax(negatives, 0.1)[0], softmax(negatives, 0.5)[0]
    has("dlp-intermediate-20", f"{sharp:.1%} of the push on negatives at τ = 0.1, but {soft:.1%}")


def test_dlp_intermediate_20_candidates() -> None:
    has(
        "dlp-intermediate-20",
        f"{math.log(256):.2f} for N = 256",
        f"{math.log(4096):.2f} for 4,096",
        f"compared with {32 - 1} negatives instead of {8 * 32 - 1}",
    )
