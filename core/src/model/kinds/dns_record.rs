//! DNS record: see [`DnsRecord`].

use crate::model::record::record;
use crate::model::values::choices::choice;
use crate::model::{EntityId, FieldSpec, HealthCheck, HostedZone, Id, Kind};

record! {
    /// A Route 53 record set. Records of one name and type with a routing policy form a group.
    DnsRecord, "dns-record", "dns_records", "DNS record" {
        /// The zone that holds it.
        zone: Id<HostedZone> = Id::new(0) => FieldSpec::new("Hosted zone").parent().aws("ChangeResourceRecordSets.HostedZoneId");
        /// Fully qualified domain name, without the final dot.
        record_name: String = String::new() => FieldSpec::new("Record name").aws("ResourceRecordSet.Name");
        /// The DNS type.
        record_type: RecordType = RecordType::A => FieldSpec::new("Type").aws("ResourceRecordSet.Type");
        /// How long resolvers may keep it; absent on an alias.
        ttl_seconds: Option<u32> = None => FieldSpec::new("TTL").unit("seconds").range(0, 2_147_483_647).aws("ResourceRecordSet.TTL");
        /// The record's data, in the presentation form of its type; empty on an alias.
        values: Vec<String> = Vec::new() => FieldSpec::new("Values").aws("ResourceRecordSet.ResourceRecords");
        /// The resource that answers in place of values.
        alias: Option<EntityId> = None => FieldSpec::new("Alias target").kinds(&[Kind::LoadBalancer, Kind::Distribution, Kind::ApiGateway, Kind::VpcEndpoint, Kind::DnsRecord]).aws("AliasTarget.DNSName");
        /// Follow the health of the alias target; never for CloudFront.
        evaluate_target_health: bool = false => FieldSpec::new("Evaluate target health").aws("AliasTarget.EvaluateTargetHealth");
        /// How Route 53 chooses among the records of one name and type.
        policy: RoutingPolicy = RoutingPolicy::Simple => FieldSpec::new("Routing policy");
        /// Tells the records of a group apart; 1 to 128 characters, unique within name and type.
        set_identifier: String = String::new() => FieldSpec::new("Set identifier").aws("ResourceRecordSet.SetIdentifier");
        /// Share of answers, relative to the group's sum.
        weight: Option<u32> = None => FieldSpec::new("Weight").range(0, 255).aws("ResourceRecordSet.Weight");
        /// Region whose measured latency decides.
        latency_region: String = String::new() => FieldSpec::new("Latency region").aws("ResourceRecordSet.Region");
        /// PRIMARY answers while healthy, SECONDARY else.
        failover: Option<FailoverRole> = None => FieldSpec::new("Failover role").aws("ResourceRecordSet.Failover");
        /// Two-letter continent code; excludes country and subdivision.
        geo_continent: String = String::new() => FieldSpec::new("Continent").advanced().aws("GeoLocation.ContinentCode");
        /// Two-letter country code, or `*` for the default.
        geo_country: String = String::new() => FieldSpec::new("Country").advanced().aws("GeoLocation.CountryCode");
        /// Subdivision of the country, such as a state of the US.
        geo_subdivision: String = String::new() => FieldSpec::new("Subdivision").advanced().aws("GeoLocation.SubdivisionCode");
        /// Region that a geoproximity record is near.
        geoproximity_region: String = String::new() => FieldSpec::new("Geoproximity region").advanced().aws("GeoProximityLocation.AWSRegion");
        /// Grows or shrinks the area that a geoproximity record serves.
        geoproximity_bias: i32 = 0 => FieldSpec::new("Bias").range(-99, 99).advanced().aws("GeoProximityLocation.Bias");
        /// Collection of an IP-based record.
        cidr_collection: String = String::new() => FieldSpec::new("CIDR collection").advanced().aws("CidrRoutingConfig.CollectionId");
        /// Location in the collection, or `*` for the default.
        cidr_location: String = String::new() => FieldSpec::new("CIDR location").advanced().aws("CidrRoutingConfig.LocationName");
        /// The record answers only while this is healthy.
        health_check: Option<Id<HealthCheck>> = None => FieldSpec::new("Health check").aws("ResourceRecordSet.HealthCheckId");
    }
}

choice! {
    /// DNS types that Route 53 serves (botocore 1.44.5, RRType).
    RecordType { A = "A", Aaaa = "AAAA", Caa = "CAA", Cname = "CNAME", Ds = "DS", Https = "HTTPS", Mx = "MX", Naptr = "NAPTR", Ns = "NS", Ptr = "PTR", Soa = "SOA", Spf = "SPF", Srv = "SRV", Sshfp = "SSHFP", Svcb = "SVCB", Tlsa = "TLSA", Txt = "TXT" }
}

choice! {
    /// How Route 53 chooses among the records of one name and type.
    RoutingPolicy { Simple = "simple", Weighted = "weighted", Latency = "latency", Failover = "failover", Geolocation = "geolocation", Geoproximity = "geoproximity", Multivalue = "multivalue", IpBased = "ip-based" }
}

choice! {
    /// The part of a record in a failover pair.
    FailoverRole { Primary = "PRIMARY", Secondary = "SECONDARY" }
}
