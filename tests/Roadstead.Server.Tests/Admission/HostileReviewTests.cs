using System.Text;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Admission.Reviews;
using static Roadstead.Server.Tests.Admission.ReviewBody;

namespace Roadstead.Server.Tests.Admission;

/// <summary>What a body could try to get an image past the door.</summary>
public sealed class HostileReviewTests
{
    [Theory]
    [InlineData("""{"spec":{"containers":[{"image":"reg.io/open/a","image":"reg.io/team-a/app"}]}}""", "image is there twice")]
    [InlineData("""{"spec":{"containers":[{"image":"reg.io/team-a/app","image":"reg.io/open/a"}]}}""", "image is there twice")]
    [InlineData("""{"spec":{"containers":[{"image":"reg.io/team-a/app"}],"containers":[]}}""", "spec.containers is there twice")]
    [InlineData("""{"spec":{"containers":[]},"spec":{"containers":[{"image":"reg.io/team-a/app"}]}}""", "spec is there twice")]
    [InlineData("""{"spec":{"containers":{"0":{"image":"reg.io/team-a/app"}}}}""", "spec.containers is no list")]
    [InlineData("""{"spec":{"containers":[{"image":["reg.io/team-a/app"]}]}}""", "image is no text")]
    [InlineData("""{"spec":{"containers":[{"image":{"reference":"reg.io/team-a/app"}}]}}""", "image is no text")]
    [InlineData("""{"spec":{"containers":[{"image":7}]}}""", "image is no text")]
    [InlineData("""{"spec":{"containers":["reg.io/team-a/app"]}}""", "spec.containers has an item that is no object")]
    [InlineData("""{"spec":{"containers":[null]}}""", "spec.containers has an item that is no object")]
    [InlineData("""{"spec":{"containers":[[{"image":"reg.io/team-a/app"}]]}}""", "spec.containers has an item that is no object")]
    [InlineData("""{"spec":{"initContainers":true,"containers":[]}}""", "spec.initContainers is no list")]
    [InlineData("""{"spec":{"ephemeralContainers":"","containers":[]}}""", "spec.ephemeralContainers is no list")]
    [InlineData("""{"spec":{"volumes":{"image":"reg.io/team-a/app"}}}""", "spec.volumes is no list")]
    [InlineData("""{"spec":{"volumes":[{"image":"reg.io/team-a/app"}]}}""", "spec.volumes.image is no object")]
    [InlineData("""{"spec":{"volumes":[{"image":{"reference":1}}]}}""", "reference is no text")]
    [InlineData("""{"spec":{"volumes":[{"image":{"reference":"reg.io/team-a/app"},"image":{}}]}}""", "image is there twice")]
    [InlineData("""{"spec":[{"containers":[{"image":"reg.io/team-a/app"}]}]}""", "spec is no object")]
    [InlineData("""{"metadata":[],"spec":{}}""", "metadata is no object")]
    [InlineData("""[]""", "object is no object")]
    [InlineData("null", "request.object is absent")]
    [InlineData(null, "request.object is absent")]
    public void Validate_WhatCannotBeRead_IsDenied(string? pod, string why)
    {
        var denied = new AdmissionWorld().Validate(Pod(pod));
        var audited = new AdmissionWorld(AdmissionMode.Audit).Validate(Pod(pod));

        Assert.False((bool)denied["allowed"]!);
        Assert.Equal($"Roadstead cannot read the images of this object ({why}), and allows only what it can read.", (string?)denied["status"]!["message"]);
        Assert.True((bool)audited["allowed"]!);
        Assert.Single(audited["warnings"]!.AsArray());
    }

    [Theory]
    [InlineData("\"operation\":\"CREATE\"", "\"operation\":\"DELETE\",\"operation\":\"CREATE\"")]
    [InlineData("\"operation\":\"CREATE\"", "\"operation\":\"CREATE\",\"operation\":\"DELETE\"")]
    [InlineData("\"operation\":\"CREATE\"", "\"operation\":1")]
    [InlineData("\"operation\":\"CREATE\",", "")]
    [InlineData("\"resource\":\"pods\"}", "\"resource\":\"pods\",\"resource\":\"secrets\"}")]
    [InlineData("\"resource\":\"pods\"}", "\"resource\":null}")]
    [InlineData("\"namespace\":\"red\"", "\"namespace\":\"blue\",\"namespace\":\"red\"")]
    [InlineData("\"namespace\":\"red\"", "\"namespace\":\"\"")]
    [InlineData("\"namespace\":\"red\",", "")]
    [InlineData("\"oldObject\":null", "\"oldObject\":[]")]
    [InlineData("\"dryRun\":false", "\"dryRun\":\"yes\"")]
    public void Validate_EnvelopeThatContradictsItself_IsDenied(string part, string instead)
    {
        var body = Pod(WithImage(NotAllowed));
        Assert.Contains(part, body, StringComparison.Ordinal);

        var answer = new AdmissionWorld().Validate(body.Replace(part, instead, StringComparison.Ordinal));

        Assert.False((bool)answer["allowed"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pods")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":null}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":""}}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":5}}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview","request":{"uid":"u-1"}}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"Pod","request":{"uid":"u-1"}}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1"}} {}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"\ud800"}}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",}}""")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1"} /* */}""")]
    public void Read_NoReview_IsRefusedWithWords(string body)
    {
        var error = Assert.Throws<ReviewFormatException>(() => ReviewReader.Read(Encoding.UTF8.GetBytes(body)));

        Assert.StartsWith("The ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VeryDeep_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"spec\":", 5000)) + "1" + new string('}', 5000);

        Assert.Throws<ReviewFormatException>(() => ReviewReader.Read(Encoding.UTF8.GetBytes(Pod(deep))));
        Assert.Throws<ReviewFormatException>(() => ReviewReader.Read(Encoding.UTF8.GetBytes(Pod(new string('[', 100_000)))));
    }

    [Fact]
    public void Read_BrokenText_IsRefused()
    {
        var body = Encoding.UTF8.GetBytes(Pod(WithImage("reg.io/#")));
        body[Array.IndexOf(body, (byte)'#')] = 0xff;

        Assert.Throws<ReviewFormatException>(() => ReviewReader.Read(body));
    }

    [Fact]
    public void Validate_FieldsInAnyOrder_AreReadTheSame()
    {
        var body = $$"""
            {"request":{"object":{{WithImage(NotAllowed)}},"namespace":"red","operation":"CREATE","resource":{"resource":"pods","version":"v1","group":""},"uid":"u-1"},
            "apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}
            """;

        Assert.False((bool)new AdmissionWorld().Validate(body)["allowed"]!);
    }

    [Fact]
    public void Validate_ManyMegabytesOfOtherFields_AreSkipped()
    {
        var environment = string.Join(',', Enumerable.Range(0, 40_000).Select(i => $$"""{"name":"V{{i}}","value":"{\"image\":\"reg.io/open/a\"}"}"""));
        var pod = WithSpec($$"""{"containers":[{"env":[{{environment}}],"name":"c","image":"{{NotAllowed}}"}]}""");

        Assert.False((bool)new AdmissionWorld().Validate(Pod(pod))["allowed"]!);
    }
}
