"""The numbers in the advanced answers of the second pack, each computed again."""

import math
from fractions import Fraction

from tests.questions.answers import answer

MIXED_PRECISION_ADAM = 16  # bytes per parameter: 2 + 2 + 4 + 4 + 4


def says(question_id: str, *phrases: str) -> None:
    """Assert that the answer has each phrase, however its lines are broken or aligned."""
    text = " ".join(answer(question_id).split())
    for phrase in phrases:
        assert phrase in text, f"{question_id} does not say {phrase!r}"


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def entropy(probabilities: tuple[float, ...]) -> float:
    return -sum(p * math.log(p) for p in probabilities if p > 0)


def superscript(number: int) -> str:
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def scientific(x: float, digits: int = 1) -> str:
    power = math.floor(math.log10(x))
    return f"{x / 10**power:.{digits}f}·10{superscript(power)}"


def test_dlp_advanced_01_standard_error_of_an_auc_by_chance() -> None:
    m, n = 200, 1800
    error = math.sqrt((m + n + 1) / (12 * m * n))
    says("dlp-advanced-01", f"= {error:.4f} m = {m} positives, n = {n}")
    says("dlp-advanced-01", f"An AUC of 0.58 on shuffled labels lies {0.08 / error:.1f} SE")


def test_dlp_advanced_02_what_a_perfect_half_would_give() -> None:
    recall, with_it, without = 0.70, 0.90, 0.10
    now = recall * with_it + (1 - recall) * without
    says("dlp-advanced-02", f"0.70·0.90 + 0.30·0.10 = {now:.2f}")
    says("dlp-advanced-02", f"A perfect retriever would give about {with_it:.2f}")
    reader = recall + (1 - recall) * without
    half_width = 1.96 * math.sqrt(now * (1 - now) / 200)
    says("dlp-advanced-02", f"on 200 questions {now:.2f} is known to ±{half_width:.2f}")
    says("dlp-advanced-02", f"only 0.70 + {(1 - recall) * without:.2f} = {reader:.2f}")


def test_dlp_advanced_03_trained_weights() -> None:
    d, r = 4096, 8
    trained, full = r * (d + d), d * d
    says("dlp-advanced-03", f"2·4096·8 = {trained:,} trained weights instead of {full:,}")
    says("dlp-advanced-03", f"{full:,}: {trained / full:.2%}")


def test_dlp_advanced_03_memory() -> None:
    weights = 7e9
    nf4 = 4 + 8 / 64 + 32 / (64 * 256)  # one 8-bit constant per 64, one float per 256 of those
    says("dlp-advanced-03", f"{MIXED_PRECISION_ADAM} bytes each, {weights * 16 / 1e9:.0f} GB")
    says("dlp-advanced-03", f"LoRA holds {weights * 2 / 1e9:.0f} GB")
    says("dlp-advanced-03", f"{nf4:.3f} bits) holds {weights * nf4 / 8 / 1e9:.1f} GB")


def test_dlp_advanced_04_steps_round_a_saddle() -> None:
    x, y, rate = 1.0, 0.0, 0.1
    for _ in range(100):
        x, y = x - rate * y, y + rate * x
    says("dlp-advanced-04", f"100 steps end at 1.01⁵⁰ = {math.hypot(x, y):.2f} times the distance")
    assert math.isclose(math.hypot(x, y), 1.01**50)


def test_dlp_advanced_04_slopes_and_loss_at_equilibrium() -> None:
    logit, h = math.log(0.01 / 0.99), 1e-6
    lower, upper = sigmoid(logit - h), sigmoid(logit + h)
    saturating = (math.log(1 - upper) - math.log(1 - lower)) / (2 * h)
    other = (-math.log(upper) + math.log(lower)) / (2 * h)
    says("dlp-advanced-04", f"in D's logit is {saturating:.2f}", f"-log D is {other:.2f}")
    says("dlp-advanced-04", f"2·ln 2 = {-math.log(0.5) - math.log(0.5):.3f}")


def test_dlp_advanced_05_divergences() -> None:
    mean, deviation = 1.0, 0.5
    step = 0.001
    grid = [i * step for i in range(-8000, 8001)]

    def density(z: float, m: float, s: float) -> float:
        return math.exp(-(((z - m) / s) ** 2) / 2) / (s * math.sqrt(2 * math.pi))

    integral = sum(
        density(z, mean, deviation)
        * (math.log(density(z, mean, deviation)) - math.log(density(z, 0, 1)))
        * step
        for z in grid
    )
    says("dlp-advanced-05", f"= 0.5 costs {integral:.3f} nats")
    says("dlp-advanced-05", f"λ = 4 carries ½·ln 4 = {math.log(4 / 1) / 2:.3f} nats")


def test_dlp_advanced_05_weight_of_the_kl_when_pixels_are_averaged() -> None:
    assert 28 * 28 == 784  # the squared error counts 784 times less, so the KL 784 times more
    says("dlp-advanced-05", "Averaging it over 784 pixels", "the KL's weight by 784")


def test_dlp_advanced_06_noise_schedule() -> None:
    kept, alpha_bar = 1.0, []
    for step in range(1000):
        kept *= 1 - (1e-4 + (0.02 - 1e-4) * step / 999)
        alpha_bar.append(kept)
    half, last = alpha_bar[499], alpha_bar[999]
    says("dlp-advanced-06", f"the signal factor is {math.sqrt(half):.3f}")
    says("dlp-advanced-06", f"the noise factor {math.sqrt(1 - half):.3f}")
    says("dlp-advanced-06", f"at t = 1000 ᾱ is {scientific(last)}")
    says("dlp-advanced-06", f"50 evaluations, {1000 // 50} times fewer")


def test_dlp_advanced_06_end_of_the_schedule_of_stable_diffusion() -> None:
    first, last = math.sqrt(0.00085), math.sqrt(0.012)
    kept = math.prod(1 - (first + (last - first) * step / 999) ** 2 for step in range(1000))
    says("dlp-advanced-06", f"ends at √ᾱ = {math.sqrt(kept):.3f}")


def test_dlp_advanced_07_extrapolation() -> None:
    without, with_it, w = Fraction("0.2"), Fraction("0.5"), Fraction("7.5")
    guided = without + w * (with_it - without)
    says("dlp-advanced-07", f"0.2 + 7.5·0.3 = {float(guided)}")


def test_dlp_advanced_07_guided_gaussian() -> None:
    w = 3
    zero_of_the_score = next(
        x / 100 for x in range(-1000, 1001) if abs(-x / 100 + w * (-(x / 100 - 1) + x / 100)) < 1e-9
    )
    says("dlp-advanced-07", f"with w = {w} the samples centre on {zero_of_the_score:.0f}, two")
    assert zero_of_the_score - 1 == 2  # in standard deviations of N(1, 1)


def test_dlp_advanced_08_preference_and_clipping() -> None:
    says("dlp-advanced-08", f"(1) = {sigmoid(1):.0%} predicted preference")
    ratio, advantage, epsilon = 1.5, 2.0, 0.2
    clipped = max(1 - epsilon, min(1 + epsilon, ratio)) * advantage
    value = min(ratio * advantage, clipped)
    says("dlp-advanced-08", f"min({ratio * advantage:.0f}, {clipped}) = {value}")


def test_dlp_advanced_09_losses() -> None:
    says("dlp-advanced-09", f"L = ln 2 = {-math.log(sigmoid(0)):.3f}")
    margin = 0.1 * (2 - -3)
    says("dlp-advanced-09", f"a margin of {margin:.1f} and L = {-math.log(sigmoid(margin)):.3f}")
    assert math.isclose(0.1 * (-10 - -15), margin)
    says("dlp-advanced-09", f"e¹⁰, about {round(math.exp(10), -3):,.0f} times, less likely")


def test_dlp_advanced_10_cache_and_time_per_step() -> None:
    def per_token(heads: int) -> int:
        return 2 * 80 * heads * 128 * 2

    def per_user(heads: int) -> float:
        return per_token(heads) * 4096 / 1e9

    def seconds(users: int, heads: int) -> float:
        return (140 + users * per_user(heads)) / 16_000

    says("dlp-advanced-10", f"{per_token(64):,} → {per_user(64):.2f} GB per user")
    says("dlp-advanced-10", f"{per_token(8):,} → {per_user(8):.2f} GB per user")
    many, most = int(500 / per_user(64)), int(500 / per_user(8))
    says(
        "dlp-advanced-10",
        f"1 user: {seconds(1, 64) * 1e3:.1f} ms (MHA) or {seconds(1, 8) * 1e3:.1f} ms (GQA)",
        f"{many} users, all that MHA can hold: {seconds(many, 64) * 1e3:.1f} or "
        f"{seconds(many, 8) * 1e3:.1f} ms",
        f"{most} users, GQA only: {seconds(most, 8) * 1e3:.1f} ms, so "
        f"{round(most / seconds(most, 8), -2):,.0f} tokens per second instead of "
        f"{round(many / seconds(many, 64), -1):,.0f}",
    )


def test_dlp_advanced_11_scores_in_memory() -> None:
    n, heads, head_size = 8192, 32, 128
    says("dlp-advanced-11", f"8192²·32·2 bytes = {n * n * heads * 2 // 2**30} GiB")
    says("dlp-advanced-11", f"only {n * heads * head_size * 2 // 2**20} MiB")


def test_dlp_advanced_11_online_softmax() -> None:
    first = math.exp(1 - 2) + math.exp(2 - 2)
    merged = first * math.exp(2 - 3) + math.exp(3 - 3)
    assert math.isclose(merged, sum(math.exp(s - 3) for s in (1, 2, 3)))
    says("dlp-advanced-11", f"e⁻¹ + 1 = {first:.3f}, then {first:.3f}·e⁻¹ + 1 = {merged:.3f}")


def test_dlp_advanced_12_steps_and_size() -> None:
    says("dlp-advanced-12", f"max|x| / {2**7 - 1} (4 bits: / {2**3 - 1})")
    says("dlp-advanced-12", f"the step is {0.5 / 127:.4f}")
    says("dlp-advanced-12", f"makes it {60 / 127:.3f}, and everything below {30 / 127:.3f}")
    bits = 4 + 16 / 128
    size, before = 70e9 * bits / 8 / 1e9, 70e9 * 2 / 1e9
    says("dlp-advanced-12", f"{bits} bits per weight")
    says("dlp-advanced-12", f"take {size:.1f} GB instead of {before:.0f}")


def test_dlp_advanced_13_split_of_the_budget() -> None:
    parameters = math.sqrt(1e22 / (6 * 20))
    says(
        "dlp-advanced-13",
        f"N = {scientific(parameters)}, D = {scientific(20 * parameters)}",
        f"so {10**0.73:.1f} times the model, {10**0.27:.1f} times the tokens",
        f"so {10**0.5:.1f} times each",
        f"({scientific(6 * 280e9 * 0.3e12)} FLOPs), lost to Chinchilla",
        f"({scientific(6 * 70e9 * 1.4e12)}, a similar budget)",
    )


def test_dlp_advanced_14_parameters_of_mixtral() -> None:
    d, hidden, layers, experts, active, vocabulary = 4096, 14336, 32, 8, 2, 32000
    expert = 3 * d * hidden
    attention = 2 * d * d + 2 * d * 1024  # 8 KV heads of 128
    shared = layers * (attention + experts * d + 2 * d) + 2 * vocabulary * d + d
    total = layers * experts * expert + shared
    says(
        "dlp-advanced-14",
        f"3·4096·14336 = {expert:,} weights",
        f"= {layers * experts * expert / 1e9:.1f}·10⁹; the rest",
        f"{shared / 1e9:.1f}·10⁹; **total {total / 1e9:.1f}·10⁹**",
        f"{layers * active * expert / 1e9:.1f} + {shared / 1e9:.1f} = "
        f"{(layers * active * expert + shared) / 1e9:.1f}·10⁹",
        f"({2 * total / 1e9:.0f} GB in 16 bit)",
    )


def test_dlp_advanced_14_balance_and_batch() -> None:
    load = (0.7, 0.1, 0.1, 0.1)
    says("dlp-advanced-14", f"(0.7, 0.1, 0.1, 0.1) gives {4 * sum(f * f for f in load):.2f}")
    assert math.isclose(4 * sum(0.25 * 0.25 for _ in range(4)), 1)
    untouched = math.comb(7, 2) / math.comb(8, 2)
    says("dlp-advanced-14", f"1 - {untouched}⁸ = {1 - untouched**8:.0%} of 8 experts")


def test_dlp_advanced_15_bytes_per_gpu() -> None:
    billions, gpus = 7, 8
    says(
        "dlp-advanced-15",
        f"plain 7·16 = {billions * 16} GB",
        f"stage 1 7·4 + 7·12/8 = {billions * 4 + billions * 12 / gpus} GB",
        f"stage 2 7·2 + 7·14/8 = {billions * 2 + billions * 14 / gpus} GB",
        f"stage 3 7·16/8 = {billions * 16 // gpus} GB (64 GPUs: {billions * 16 / 64} GB)",
        f"3Ψ, hence {3 / 2} times",
        f"all {billions * 2} GB of 16-bit weights",
    )


def test_dlp_advanced_16_traffic() -> None:
    tensor = 4096 * 8192 * 2
    ring = 2 * 7 / 8 * tensor
    total = ring * 4 * 80
    says(
        "dlp-advanced-16",
        f"the tensor has {tensor / 1e6:.1f} MB",
        f"2·(7/8)·67.1 = {ring / 1e6:.1f} MB",
        f"117.4 MB·4·80 = {total / 1e9:.1f} GB",
        f"450 GB/s one way: {total / 450e9:.2f} s",
        f"50 GB/s: {total / 50e9:.2f} s",
    )


def test_dlp_advanced_16_bubble() -> None:
    def idle(p: int, m: int) -> float:
        slots = m + p - 1  # a stage works in m of these
        return (slots - m) / slots

    says(
        "dlp-advanced-16",
        f"m = 8 → {idle(8, 8):.1%} m = 32 → {idle(8, 32):.1%}",
        f"(p - 1)/(v·m + p - 1) = {7 / (2 * 32 + 7):.1%}",
        f"(p - 1)/m = {7 / 32:.1%}",
        f"of the total it is {idle(8, 32):.1%}",
    )


def test_dlp_advanced_17_new_prior_and_posterior() -> None:
    prior = (Fraction("0.34") - Fraction("0.2")) / (Fraction("0.9") - Fraction("0.2"))
    factor = (prior / (1 - prior)) / (Fraction(1, 2) / Fraction(1, 2))
    odds = Fraction("0.6") / Fraction("0.4") * factor
    impossible = (Fraction("0.15") - Fraction("0.2")) / (Fraction("0.9") - Fraction("0.2"))
    says(
        "dlp-advanced-17",
        f"π = 0.14 / 0.7 = {float(prior)}",
        f"score 0.6: 1.5 · {float(factor)} = {float(odds)}",
        f"p = {float(odds / (1 + odds)):.3f}",
        f"would give π = {float(impossible):.2f}",
    )


def test_dlp_advanced_18_intervals() -> None:
    n, only_a, only_b = 164, 14, 6
    assert f"{123 / n:.1%} {115 / n:.1%}" == "75.0% 70.1%"
    assert only_a - only_b == 123 - 115
    one = math.sqrt(0.75 * 0.25 / n)
    paired = math.sqrt(only_a + only_b - (only_a - only_b) ** 2 / n) / n
    tail = sum(math.comb(20, k) for k in range(only_b + 1)) / 2**20
    says(
        "dlp-advanced-18",
        f"√(0.75·0.25/164) = {one:.3f} 95%: ± {196 * one:.1f} points",
        f"{paired:.3f} 95%: {100 * 8 / n:.1f} ± {196 * paired:.1f} points",
        f"McNemar, exact: p = {2 * tail:.3f}",
    )


def test_dlp_advanced_19_disagreement() -> None:
    total = entropy((0.5, 0.5))
    mean = (entropy((0.9, 0.1)) + entropy((0.1, 0.9))) / 2
    says(
        "dlp-advanced-19",
        f"total entropy {total:.3f}, mean entropy {mean:.3f}, mutual information "
        f"{total - mean:.3f}",
        f"Two members at (0.5, 0.5): {total:.3f} and 0.",
    )


def test_dlp_advanced_19_conformal_guarantee() -> None:
    n, alpha = 500, Fraction(1, 10)
    k = math.ceil((n + 1) * (1 - alpha))
    a, b = k, n + 1 - k
    deviation = math.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    says(
        "dlp-advanced-19",
        f"⌈501 · 0.9⌉ = {k}",
        f"1/(n + 1) = {float(1 - alpha) + 1 / (n + 1):.3f}",
        f"Beta({a}, {b}): {a / (a + b):.3f} with standard deviation {deviation:.3f}",
    )


def test_dlp_advanced_20_perplexity_and_adam() -> None:
    says("dlp-advanced-20", f"perplexity {math.exp(4.0):.1f} instead of {math.exp(2.1):.1f}")
    says("dlp-advanced-20", f"ln V = {math.log(32_000):.2f} for V = 32,000")

    def step(beta2: float) -> float:
        m = v = 1.0  # what a gradient of 1 has settled to
        m, v = 0.9 * m + 0.1 * 100, beta2 * v + (1 - beta2) * 100**2
        return m / math.sqrt(v)

    says("dlp-advanced-20", f"β₂ = 0.999: {step(0.999):.2f} β₂ = 0.95: {step(0.95):.2f}")
